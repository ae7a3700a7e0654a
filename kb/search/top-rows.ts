/** Positions of the largest positive values, descending; of equal ones the earlier first. A heap: nobody sorts 10,000 for ten. */
export function topRows(
  values: Float32Array,
  count: number,
  accept: (row: number) => boolean = () => true,
): number[] {
  // The worst kept row is on top of the heap.
  const heap: number[] = []
  const worse = (a: number, b: number) => {
    const gap = (values[a] as number) - (values[b] as number)
    return gap < 0 || (gap === 0 && a > b)
  }
  const swap = (i: number, j: number) => {
    const held = heap[i] as number
    heap[i] = heap[j] as number
    heap[j] = held
  }
  const up = (from: number) => {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!worse(heap[i] as number, heap[parent] as number)) return
      swap(i, parent)
      i = parent
    }
  }
  const worstOf = (i: number) => {
    const children = [2 * i + 1, 2 * i + 2].filter((child) => child < heap.length)
    return children.reduce((w, c) => (worse(heap[c] as number, heap[w] as number) ? c : w), i)
  }
  const down = () => {
    for (let i = 0, next = worstOf(0); next !== i; next = worstOf(i)) {
      swap(i, next)
      i = next
    }
  }
  const keep = (row: number) => {
    if (heap.length < count) {
      heap.push(row)
      up(heap.length - 1)
      return
    }
    heap[0] = row
    down()
  }
  const better = (row: number) => heap.length < count || worse(heap[0] as number, row)
  for (let row = 0; row < values.length; row += 1) {
    if ((values[row] as number) > 0 && better(row) && accept(row)) keep(row)
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1))
}
