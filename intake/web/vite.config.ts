import { defineConfig } from 'vite'

/** The citizen page. Old phones are citizens' phones: the script is built for browsers of 2020. */
export default defineConfig({
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome80', 'safari13.1'],
    modulePreload: { polyfill: false },
    // A `data:` URI would need a wider content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/ws': 'ws://127.0.0.1:3000' } },
})
