import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const page = (path: string) => fileURLToPath(new URL(path, import.meta.url))

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
    rolldownOptions: {
      // The public pages are made by the server, which names this script and its styles: they keep their names.
      input: { index: page('index.html'), map: page('src/map/main.ts') },
      output: {
        entryFileNames: ({ name }) =>
          name === 'map' ? 'assets/map.js' : 'assets/[name]-[hash].js',
        assetFileNames: ({ names }) =>
          names.includes('map.css') ? 'assets/public.css' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/ws': 'ws://127.0.0.1:3000' } },
})
