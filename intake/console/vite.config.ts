import { defineConfig } from 'vite'

/** The staff console. Routes load their own part, so that a handling unit never downloads the review screen. */
export default defineConfig({
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A `data:` URI would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // "use client" at the head of every antd file means nothing in a bundle: a thousand lines of noise.
      onLog(level, log, handler) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log)
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/ws': 'ws://127.0.0.1:3000' } },
})
