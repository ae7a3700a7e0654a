import { relative } from 'node:path'
import { AppError } from '../kernel/errors.ts'

/** What is wrong in a pack's files, all of it: who edits a table wants one list, not one error after the other. */
export interface PackProblems {
  add(file: string, line: number, detail: string): void
  /** `文件:行：问题`, in the order they were found. */
  list(): string[]
  /** Throws `pack.invalid` with the number of problems and the first ones when there are any. */
  throwIfAny(): void
}

const SHOWN = 5

export function createPackProblems(dir: string): PackProblems {
  const found: string[] = []
  return {
    add: (file, line, detail) => {
      found.push(`${relative(dir, file) || file}:${line}：${detail}`)
    },
    list: () => [...found],
    throwIfAny: () => {
      if (found.length === 0) return
      throw new AppError('pack.invalid', {
        count: found.length,
        detail: found.slice(0, SHOWN).join('\n'),
      })
    },
  }
}
