import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const page = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Scripts that other pages name: they keep their names. */
const named: Record<string, string> = { map: 'assets/map.js', widget: 'widget.js' }

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
      input: {
        index: page('index.html'),
        map: page('src/map/main.ts'),
        widget: page('src/widget/main.ts'),
      },
      output: {
        entryFileNames: ({ name }) => named[name] ?? 'assets/[name]-[hash].js',
        // A plain script of another site's page: its names must not become names of that page.
        banner: ({ name }) => (name === 'widget' ? ';(() => {' : ''),
        footer: ({ name }) => (name === 'widget' ? '})()' : ''),
        assetFileNames: ({ names }) =>
          names.includes('map.css') ? 'assets/public.css' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/ws': 'ws://127.0.0.1:3000' } },
})
