import { describe, expect, it } from 'vitest'
import type { Understanding } from '../../../protocol/call-api.ts'
import { afterSaving, changeField, fieldValue, pendingEdits, shownForm } from './entry-values.ts'

const understood = (value: string) =>
  ({ fields: { address: { value, spans: [] } } }) as unknown as Understanding
const empty = { edits: {}, pending: [] }

describe('the form of a call', () => {
  it('keeps what the operator wrote, whatever is understood later', () => {
    const draft = changeField(empty, 'address', '5号楼')
    expect(fieldValue(draft, understood('3号楼'), 'address')).toBe('5号楼')
    expect(fieldValue(changeField(draft, 'address', ''), understood('3号楼'), 'address')).toBe('')
    expect(fieldValue(changeField(draft, 'address', null), understood('3号楼'), 'address')).toBe(
      '3号楼',
    )
  })

  it('files what is shown', () => {
    const draft = changeField(empty, 'contact_phone', '')
    expect(shownForm(draft, understood('3号楼'))).toEqual({ address: '3号楼', contact_phone: '' })
  })

  it('sends what changed, and again what changed while it was sent', () => {
    const first = changeField(empty, 'title', '电')
    const sent = pendingEdits(first)
    const second = changeField(first, 'title', '电梯')
    expect(afterSaving(first, sent).pending).toEqual([])
    expect(afterSaving(second, sent).pending).toEqual(['title'])
  })

  it('gives the street up with the district', () => {
    const draft = changeField({ edits: { subdistrict: '甲' }, pending: [] }, 'district', '乙区')
    expect(pendingEdits(draft)).toEqual({ district: '乙区', subdistrict: '' })
  })
})
