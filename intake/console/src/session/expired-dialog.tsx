import { Button, Modal } from 'antd'
import type { SignIn } from '../api/console-client.ts'
import { dialogContainer } from '../shared/dialog-container.ts'
import { SignInForm } from './sign-in-form.tsx'

interface ExpiredDialogProps {
  open: boolean
  login: string
  onSignIn: (body: SignIn) => Promise<void>
  onSignOut: () => void
}

/** Over the page, so that a half-filled form behind it stays as it is. */
export function ExpiredDialog({ open, login, onSignIn, onSignOut }: ExpiredDialogProps) {
  return (
    <Modal
      getContainer={dialogContainer}
      open={open}
      title="登录已失效"
      closable={false}
      footer={null}
      destroyOnHidden
      width={400}
    >
      <p>请重新登录后继续。本页填写的内容都还在。</p>
      <SignInForm login={login} onSignIn={onSignIn} />
      <Button type="link" block onClick={onSignOut}>
        换一个账号
      </Button>
    </Modal>
  )
}
