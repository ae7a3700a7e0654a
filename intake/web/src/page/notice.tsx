import type { Site } from './site.ts'

/** Says what this is before anything is typed: an assistant, and no place to wait in danger. */
export function Notice({ site }: { site: Site }) {
  return (
    <aside class="notice" aria-label="使用说明">
      <p>
        <strong>遇到危险请直接拨打</strong> 报警 <a href="tel:110">110</a>、火警{' '}
        <a href="tel:119">119</a>、急救 <a href="tel:120">120</a>
      </p>
      <p>
        与您对话的是智能助手（AI），回答附有出处；诉求由工作人员审核后派单。也可拨打{' '}
        <a href={`tel:${site.number}`}>{site.number}</a> 转人工。
      </p>
    </aside>
  )
}
