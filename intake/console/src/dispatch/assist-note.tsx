import type { Why } from '../../../protocol/review-api.ts'

const outcomes: Record<string, string> = {
  agreed: '与建议一致',
  moved: '在候选中换了首选；规则的结论（受理、紧急、时限）不变，把握没有上调',
  not_moved: '倾向另一候选，但依据不足以改变首选',
  refused: '给出的不是候选，或会改变规则的结论，没有采用',
  timeout: '没有按时回答，用的是离线建议',
  circuit_open: '服务暂停使用，用的是离线建议',
}

const elementNames: Record<string, string> = {
  address: '地点',
  time: '时间',
  respondent: '被反映方',
  count: '数量',
  severity: '危险程度',
  line: '线路',
  direction: '方向',
  licence: '车牌编号',
}

/** That a language model has spoken, what came of it, and its words told apart from the system's own. */
export function Assist({ about }: { about: Why['assist'] }) {
  if (about === null) return null
  return (
    <>
      <h3>大模型参与</h3>
      <p className="hint">
        {about.model}（{about.prompt}）：
        {outcomes[about.outcome] ?? '没有可用的回答，用的是离线建议'}。
      </p>
      {about.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      {about.elements.length > 0 && (
        <p className="hint">
          从原话读出：
          {about.elements
            .map(({ name, text }) => `${elementNames[name] ?? name}“${text}”`)
            .join('、')}
        </p>
      )}
    </>
  )
}
