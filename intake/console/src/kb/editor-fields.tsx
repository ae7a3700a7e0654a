import { Button, Input, Select } from 'antd'
import type { ArticleContent } from '../../../protocol/kb-desk-api.ts'
import { useConsole } from '../session/console-context.ts'
import { useLoad } from '../shared/use-load.ts'
import { Labelled } from './labelled.tsx'
import { joinBody, splitBody } from './local-draft.ts'
import { PointsField } from './points-field.tsx'

interface FieldsProps {
  content: ArticleContent
  onChange: (content: ArticleContent) => void
}

const sectionNames = ['条件', '材料', '步骤', '费用', '时限', '地点', '依据', '提示']
const lines = (text: string) => text.split('\n')

export function EditorFields({ content, onChange }: FieldsProps) {
  const set = (more: Partial<ArticleContent>) => onChange({ ...content, ...more })
  return (
    <div className="kb-fields">
      <Labelled label="标题">
        {(id) => (
          <Input
            id={id}
            maxLength={120}
            value={content.title}
            onChange={(e) => set({ title: e.target.value })}
          />
        )}
      </Labelled>
      <Labelled label="市民会怎么问（一行一种问法）">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            value={content.questions.join('\n')}
            onChange={(e) => set({ questions: lines(e.target.value) })}
          />
        )}
      </Labelled>
      <BodyFields content={content} onChange={onChange} />
      <LinkFields content={content} onChange={onChange} />
      <SourceFields content={content} onChange={onChange} />
    </div>
  )
}

/** The plain answer first, then sections under headings that the answers look for. */
function BodyFields({ content, onChange }: FieldsProps) {
  const { answer, sections } = splitBody(content.body)
  const set = (more: Partial<{ answer: string; sections: string }>) =>
    onChange({ ...content, body: joinBody({ answer, sections, ...more }) })
  const add = (name: string) => {
    const before = sections.trim() === '' ? '' : `${sections.trimEnd()}\n\n`
    set({ sections: `${before}## ${name}\n\n` })
  }
  const missing = sectionNames.filter((name) => !sections.includes(`## ${name}`))
  return (
    <>
      <Labelled label="直接回答（一两句话说清楚）">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            value={answer}
            onChange={(e) => set({ answer: e.target.value.replace(/^#+ */gm, '') })}
          />
        )}
      </Labelled>
      <Labelled label="分节（Markdown，标题用 ##）">
        {(id) => (
          <Input.TextArea
            id={id}
            className="kb-markdown"
            rows={8}
            value={sections}
            onChange={(e) => set({ sections: e.target.value })}
          />
        )}
      </Labelled>
      <p className="kb-add">
        加一节：
        {missing.map((name) => (
          <Button key={name} size="small" onClick={() => add(name)}>
            {name}
          </Button>
        ))}
      </p>
    </>
  )
}

function LinkFields({ content, onChange }: FieldsProps) {
  const { client } = useConsole()
  const options = useLoad(() => client.options(), 'options')
  const set = (more: Partial<ArticleContent>) => onChange({ ...content, ...more })
  const classes = options.data?.classes.map(({ code, path }) => ({
    value: code,
    label: path.join(' › '),
  }))
  const units = options.data?.units.map(({ name }) => ({ value: name, label: name }))
  return (
    <div className="kb-row">
      <Labelled label="主管单位">
        {(id) => (
          <Select
            id={id}
            showSearch
            allowClear
            options={units ?? []}
            value={content.owner === '' ? null : content.owner}
            onChange={(owner) => set({ owner: owner ?? '' })}
          />
        )}
      </Labelled>
      <Labelled label="主题">
        {(id) => (
          <Select
            id={id}
            mode="tags"
            value={content.topics}
            onChange={(topics) => set({ topics })}
          />
        )}
      </Labelled>
      <Labelled label="事项分类">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            options={classes ?? []}
            value={content.service_codes}
            onChange={(service_codes) => set({ service_codes })}
          />
        )}
      </Labelled>
      <Labelled label="在哪里办（服务网点）">
        {(id) => (
          <PointsField
            id={id}
            codes={content.service_points}
            onChange={(service_points) => set({ service_points })}
          />
        )}
      </Labelled>
      <Labelled label="适用地区">
        {(id) => (
          <Input
            id={id}
            value={content.jurisdiction}
            onChange={(e) => set({ jurisdiction: e.target.value })}
          />
        )}
      </Labelled>
      <Labelled label="适用人群">
        {(id) => (
          <Input
            id={id}
            value={content.audience}
            onChange={(e) => set({ audience: e.target.value })}
          />
        )}
      </Labelled>
    </div>
  )
}

const dates = [
  ['valid_from', '生效日期'],
  ['valid_until', '有效期至（空 = 长期）'],
  ['review_due', '复核日期'],
  ['verify_before', '核对期限'],
] as const
const sources = [
  ['title', '来源（文件名）'],
  ['issuer', '发布机关'],
  ['date', '来源日期'],
  ['url', '网址'],
] as const

function SourceFields({ content, onChange }: FieldsProps) {
  return (
    <div className="kb-row">
      {sources.map(([name, label]) => (
        <Labelled key={name} label={label}>
          {(id) => (
            <Input
              id={id}
              value={content.source[name]}
              onChange={(e) =>
                onChange({ ...content, source: { ...content.source, [name]: e.target.value } })
              }
            />
          )}
        </Labelled>
      ))}
      {dates.map(([name, label]) => (
        <Labelled key={name} label={label}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={content[name]}
              onChange={(e) => onChange({ ...content, [name]: e.target.value })}
            />
          )}
        </Labelled>
      ))}
    </div>
  )
}
