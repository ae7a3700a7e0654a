import { Button, Modal } from 'antd'
import type { ArticleContent, DeskArticle } from '../../../protocol/kb-desk-api.ts'
import { dialogContainer } from '../shared/dialog-container.ts'

interface ConflictProps {
  theirs: DeskArticle | null
  mine: ArticleContent
  onKeepMine: (rowVersion: number) => void
  onTakeTheirs: () => void
  onClose: () => void
}

/** Two editors on one draft: both texts are there, and a person decides. */
export function ConflictDialog({ theirs, mine, onKeepMine, onTakeTheirs, onClose }: ConflictProps) {
  return (
    <Modal
      getContainer={dialogContainer}
      open={theirs !== null}
      width={960}
      title={`${theirs?.writer ?? '同事'}刚刚保存过这份草稿`}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>先不保存，回去合并</Button>
          <Button onClick={onTakeTheirs}>用对方的</Button>
          <Button danger onClick={() => theirs && onKeepMine(theirs.row_version)}>
            用我的覆盖
          </Button>
        </>
      }
    >
      <div className="kb-two">
        <section>
          <h3>对方保存的</h3>
          <p>
            <b>{theirs?.content.title}</b>
          </p>
          <p className="plain">{theirs?.content.body}</p>
        </section>
        <section>
          <h3>我写的</h3>
          <p>
            <b>{mine.title}</b>
          </p>
          <p className="plain">{mine.body}</p>
        </section>
      </div>
    </Modal>
  )
}
