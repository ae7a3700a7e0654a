import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const src = fileURLToPath(new URL('src', import.meta.url))

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)],
  )
}

/** Templates, styles and settings go along as they are. */
function copyTemplates(): Plugin {
  return {
    name: 'copy-templates',
    generateBundle() {
      for (const file of filesBelow(src).filter((name) => /\.(wxml|wxss|json)$/.test(name))) {
        this.emitFile({
          type: 'asset',
          fileName: relative(src, file),
          source: readFileSync(file),
        })
      }
    },
  }
}

/** Each page and component is a script of its own, as WeChat wants it; what they share is required by path. */
const isEntry = (file: string) =>
  /(^app|pages\/\w+\/\w+|components\/\w+\/\w+)\.ts$/.test(relative(src, file)) &&
  !file.endsWith('.test.ts')

export default defineConfig({
  plugins: [copyTemplates()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2018',
    minify: false,
    lib: {
      formats: ['cjs'],
      entry: Object.fromEntries(
        filesBelow(src)
          .filter(isEntry)
          .map((file) => [relative(src, file).replace(/\.ts$/, ''), file]),
      ),
    },
    rolldownOptions: {
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
})
