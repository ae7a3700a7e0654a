import { Alert, Select } from 'antd'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import type { DecisionDraft } from './decision-form.ts'
import { Candidates, Field, reasonsOf, Why } from './field.tsx'
import { type FormPart, fieldState } from './form-part.ts'

type Place = NonNullable<RequestDetail['proposal']>['place']['candidates'][number]

/** Where it is: district, street or township, community. */
export function PlaceField({ form, proposal, choices, disabled, onLook }: FormPart) {
  const { draft, proposed } = form
  const places = choices.options.places
  const streets = places.find((row) => row.district === draft.district)?.subdistricts ?? []
  const candidates = distinctPlaces(proposal?.place.candidates ?? [])
  const communities = communitiesOf(candidates, draft)
  const byName = {
    filterOption: (typed: string, place?: { value: string }) =>
      place !== undefined && choices.isPlace(place.value, typed.trim()),
  }
  return (
    <Field
      label="地点"
      hotkey="p"
      {...fieldState(form, 'district', 'subdistrict', 'community')}
      proposedText={placeName(proposed) || '未定位'}
      onLook={() => onLook('place')}
    >
      <div className="place-row" id="field-place">
        <Select
          aria-label="区"
          placeholder="区"
          allowClear
          disabled={disabled}
          showSearch={byName}
          options={places.map((row) => ({ value: row.district, label: row.district }))}
          value={draft.district}
          onChange={(district) =>
            form.change({ district: district ?? null, subdistrict: null, community: null })
          }
        />
        <Select
          aria-label="街道（乡镇）"
          placeholder="街道（乡镇）"
          allowClear
          disabled={disabled || draft.district === null}
          showSearch={byName}
          options={streets.map((name) => ({
            value: name,
            label: shortStreet(name, draft.district),
          }))}
          value={draft.subdistrict}
          onChange={(subdistrict) =>
            form.change({ subdistrict: subdistrict ?? null, community: null })
          }
        />
        <Select
          aria-label="社区（村）"
          placeholder="社区（村）"
          allowClear
          disabled={disabled || communities.length === 0}
          options={communities.map((name) => ({ value: name, label: name }))}
          value={draft.community}
          onChange={(community) => form.change({ community: community ?? null })}
        />
      </div>
      {proposal?.place.ambiguous && (
        <Alert
          className="tight"
          type="warning"
          showIcon
          title={proposal.place.question ?? '地点不唯一，请核对。'}
        />
      )}
      {candidates.length > 1 && (
        <Candidates
          label="地点候选"
          numbered={false}
          disabled={disabled}
          chosen={placeName(draft)}
          items={candidates.slice(0, 4).map((place) => ({
            key: placeName(place),
            name: placeName(place),
            p: null,
            reason: place.how,
          }))}
          onChoose={(key) => {
            const place = candidates.find((row) => placeName(row) === key)
            if (place) form.change(pickPlace(place))
          }}
        />
      )}
      <Why reasons={reasonsOf(proposal?.evidence ?? [], ['place'])} onLook={onLook} />
    </Field>
  )
}

type PlaceNames = Pick<DecisionDraft, 'district' | 'subdistrict' | 'community'>

const pickPlace = ({ district, subdistrict, community }: PlaceNames): PlaceNames => ({
  district,
  subdistrict,
  community,
})

/** The street's name holds its district's; the community's does not. */
export function placeName({ district, subdistrict, community }: PlaceNames): string {
  return [subdistrict ?? district, community].filter(Boolean).join(' ')
}

function shortStreet(name: string, district: string | null): string {
  return district !== null && name.startsWith(district) ? name.slice(district.length) : name
}

function distinctPlaces(candidates: Place[]): Place[] {
  const seen = new Set<string>()
  return candidates.filter((place) => {
    const name = placeName(place)
    if (name === '' || seen.has(name)) return false
    seen.add(name)
    return true
  })
}

function communitiesOf(candidates: Place[], draft: DecisionDraft): string[] {
  const near = candidates.filter((place) => place.subdistrict === draft.subdistrict)
  const names = [draft.community, ...near.map((place) => place.community)]
  return [...new Set(names.filter((name) => name !== null))]
}
