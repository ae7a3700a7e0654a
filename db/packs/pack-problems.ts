import { relative } from 'node:path'
import { AppError } from '../kernel/errors.ts'

/** Where each parsed row stands, for checks that look at the whole pack afterwards. */
export type RowPositions = Map<object, { file: string; line: number }>

/** What is wrong in a pack's files, all of it: who edits a table wants one list, not one error after the other. */
export interface PackProblems {
  add(file: string, line: number, detail: string): void
  /** Remembers where a row stands. */
  place(row: object, file: string, line: number): void
  /** Gives a row that was made of another the place of that one. */
  placeLike(row: object, source: object | undefined): void
  /** `文件:行：问题`, in the order they were found. */
  list(): string[]
  /** Throws `pack.invalid` with the number of problems and the first ones when there are any. */
  throwIfAny(): void
}

const SHOWN = 5

export function createPackProblems(dir: string, positions: RowPositions = new Map()): PackProblems {
  const found: string[] = []
  return {
    add: (file, line, detail) => {
      found.push(`${relative(dir, file)}:${line}：${detail}`)
    },
    place: (row, file, line) => {
      positions.set(row, { file: relative(dir, file), line })
    },
    placeLike: (row, source) => {
      const position = source && positions.get(source)
      if (position) positions.set(row, position)
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
