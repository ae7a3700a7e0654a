import { articleText } from '../shared/labels.ts'
import { chooseLead, shownCandidates } from './decision-form.ts'
import { Candidates, Field, type Reason, reasonsOf, Why } from './field.tsx'
import { type FormPart, fieldState } from './form-part.ts'
import { SearchMultiSelect, SearchSelect } from './search-select.tsx'

/** Who handles it: lead unit with its candidates, supporting units and copies. */
export function UnitFields({ form, proposal, choices, disabled, onLook }: FormPart) {
  const { draft, proposed } = form
  const context = { proposal, options: choices.options }
  const choose = (lead: string) => form.change(chooseLead(draft, lead, context))
  const names = (codes: string[]) => codes.map(choices.unitName).join('、') || '无'
  return (
    <>
      <Field
        label="主办单位"
        hotkey="u"
        {...fieldState(form, 'lead')}
        proposedText={choices.unitName(proposed.lead)}
        onLook={() => onLook('unit')}
      >
        <Candidates
          label="主办单位候选，按数字键选择"
          numbered
          disabled={disabled}
          chosen={draft.lead}
          items={shownCandidates(proposal).map((unit) => ({
            key: unit.code,
            name: unit.name,
            p: unit.p,
            reason: unit.reason,
          }))}
          onChoose={choose}
        />
        <div id="field-unit">
          <SearchSelect
            options={choices.units}
            district={draft.district}
            label="主办单位"
            placeholder="搜索其他单位：名称、简称或拼音首字母"
            disabled={disabled}
            value={draft.lead}
            onChange={choose}
          />
        </div>
        <Why reasons={unitReasons(proposal)} onLook={onLook} />
      </Field>
      <div className="pair">
        <Field
          label="协办单位"
          name="supporting"
          hotkey="s"
          {...fieldState(form, 'supporting')}
          proposedText={names(proposed.supporting)}
        >
          <SearchMultiSelect
            options={choices.units}
            district={draft.district}
            label="协办单位"
            placeholder="无"
            disabled={disabled}
            value={draft.supporting}
            onChange={(supporting) => form.change({ supporting })}
          />
        </Field>
        <Field
          label="抄送"
          name="copies"
          hotkey="o"
          {...fieldState(form, 'copies')}
          proposedText={names(proposed.copies)}
        >
          <SearchMultiSelect
            options={choices.units}
            district={draft.district}
            label="抄送"
            placeholder="无"
            disabled={disabled}
            value={draft.copies}
            onChange={(copies) => form.change({ copies })}
          />
        </Field>
      </div>
    </>
  )
}

const said = (key: string, text: string): Reason => {
  return { key, text, about: 'unit', words: '', spans: [] }
}

/** Catalogue line and legal basis come before the matched words: they are what an objection would turn on. */
function unitReasons(proposal: FormPart['proposal']): Reason[] {
  if (!proposal) return []
  const line = proposal.catalogue_line
  const first: Reason[] = []
  const article = articleText(proposal.article)
  first.push(said('line', line === null ? article : `派单目录 ${line}，${article}`))
  if (proposal.legal_basis !== '') first.push(said('basis', proposal.legal_basis))
  const rest = reasonsOf(proposal.evidence, ['unit', 'respondent']).filter(
    (reason) => line === null || !reason.text.includes(line),
  )
  return [...first, ...rest]
}
