import type { SignIn } from '../api/console-client.ts'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage({ onSignIn }: { onSignIn: (body: SignIn) => Promise<void> }) {
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <h1>接诉即办工作台</h1>
        <p>派单、办理、督办人员登录</p>
        <SignInForm onSignIn={onSignIn} />
        <p className="hint">账号由管理员开通。忘记密码请联系管理员。</p>
      </div>
    </main>
  )
}
