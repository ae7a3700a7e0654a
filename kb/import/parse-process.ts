import { AppError } from '../../db/kernel/errors.ts'
import { type ParseTask, parseFile } from './parse-file.ts'

// The other side of the file reader: a file comes, its articles or a sentence go back.
process.on('message', (task: ParseTask) => {
  parseFile(task).then(
    (parsed) => process.send?.({ parsed }),
    (error: unknown) => {
      const code = error instanceof AppError ? error.code : 'kb.import-unreadable'
      const message = error instanceof Error ? error.message : String(error)
      process.send?.({ code, message })
    },
  )
})
// Whoever asked is gone.
process.on('disconnect', () => process.exit())
