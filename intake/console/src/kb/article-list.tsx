import { Button, Checkbox, Input, Pagination, Select, Tag } from 'antd'
import { useState } from 'react'
import type { DeskItem } from '../../../protocol/kb-desk-api.ts'
import { goTo, linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { stateColours, stateTexts } from './kb-texts.ts'

const PAGE = 50
const states = [
  { value: 'all', label: '全部状态' },
  { value: 'open', label: '草稿和待审核' },
  ...Object.entries(stateTexts).map(([value, label]) => ({ value, label })),
]
const dues = [
  { value: '', label: '不限期限' },
  { value: '0', label: '已到期' },
  { value: '30', label: '30 天内到期' },
  { value: '90', label: '90 天内到期' },
]

interface Filter {
  state: string
  q: string
  topic: string
  owner: string
  due: string
  unhelpful: string
}

const anything: Filter = { state: 'all', q: '', topic: '', owner: '', due: '', unhelpful: '' }

export function ArticleList({ review, writes }: { review: boolean; writes: boolean }) {
  const { client } = useConsole()
  const [filter, setFilter] = useState({ ...anything, state: review ? 'in_review' : 'all' })
  const [page, setPage] = useState(1)
  const change = (more: Partial<Filter>) => {
    setFilter({ ...filter, ...more })
    setPage(1)
  }
  const query = { ...filter, limit: String(PAGE), offset: String((page - 1) * PAGE) }
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
  const list = useLoad(() => client.kb.list(asked), JSON.stringify(asked))
  const overview = useLoad(() => client.kb.overview(), 'kb-overview')
  const { topics = [], owners = [] } = overview.data ?? {}
  const choice = (values: readonly string[], all: string) => [
    { value: '', label: all },
    ...values.map((value) => ({ value, label: value })),
  ]
  return (
    <>
      <div className="kb-filter">
        <Input.Search
          allowClear
          aria-label="按标题、问法或标识查找"
          placeholder="标题、问法或标识"
          defaultValue={filter.q}
          onSearch={(q) => change({ q })}
        />
        <Select
          aria-label="状态"
          options={states}
          value={filter.state}
          onChange={(state) => change({ state })}
        />
        <Select
          showSearch
          aria-label="主题"
          options={choice(topics, '全部主题')}
          value={filter.topic}
          onChange={(topic) => change({ topic })}
        />
        <Select
          showSearch
          aria-label="主管单位"
          options={choice(owners, '全部单位')}
          value={filter.owner}
          onChange={(owner) => change({ owner })}
        />
        <Select
          aria-label="期限"
          options={dues}
          value={filter.due}
          onChange={(due) => change({ due })}
        />
        <Checkbox
          checked={filter.unhelpful === '1'}
          onChange={(event) => change({ unhelpful: event.target.checked ? '1' : '' })}
        >
          评价低
        </Checkbox>
        {writes && (
          <Button type="primary" onClick={() => goTo('kb', { id: 'new' })}>
            写新条目
          </Button>
        )}
      </div>
      {list.error !== null && <ErrorNote error={list.error} onRetry={list.reload} />}
      {list.data === null && list.error === null && <Loading />}
      {list.data?.items.length === 0 && (
        <Nothing text={review ? '没有等待审核的内容。' : '没有符合条件的条目。'} />
      )}
      {list.data && list.data.items.length > 0 && (
        <>
          <Rows items={list.data.items} />
          <Pagination
            className="kb-pages"
            size="small"
            showSizeChanger={false}
            current={page}
            pageSize={PAGE}
            total={list.data.total}
            showTotal={(total) => `共 ${total} 条`}
            onChange={setPage}
          />
        </>
      )}
    </>
  )
}

function Rows({ items }: { items: readonly DeskItem[] }) {
  return (
    <section className="table-box" aria-label="知识条目">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">标题</th>
            <th scope="col">状态</th>
            <th scope="col">主管单位</th>
            <th scope="col">最近的期限</th>
            <th scope="col">有帮助 / 没有</th>
            <th scope="col">改动</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <a href={linkTo('kb', `a~${item.id}`)}>{item.title || '（还没有标题）'}</a>
                <div className="hint">{item.topics.join('、')}</div>
              </td>
              <td className="no-wrap">
                <Tag color={stateColours[item.state]}>{stateTexts[item.state]}</Tag>
                <span className="hint">第 {item.version} 版</span>
              </td>
              <td>{item.owner || '—'}</td>
              <td className="no-wrap">{item.due ?? '—'}</td>
              <td className="no-wrap">
                {item.helpful + item.unhelpful === 0 ? '—' : `${item.helpful} / ${item.unhelpful}`}
              </td>
              <td className="no-wrap">
                {showStamp(item.changed_at)}
                <div className="hint">{item.writer ?? '数据包'}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
