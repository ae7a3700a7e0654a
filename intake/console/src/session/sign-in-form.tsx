import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { SignIn } from '../api/console-client.ts'
import { ErrorNote } from '../shared/states.tsx'

interface SignInFormProps {
  /** Fixed when a session is taken up again: another person must not continue this one's work. */
  login?: string
  onSignIn: (body: SignIn) => Promise<void>
}

export function SignInForm({ login, onSignIn }: SignInFormProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (body: SignIn) => {
    setBusy(true)
    setError(null)
    try {
      await onSignIn({ login: body.login.trim().toLowerCase(), password: body.password })
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <Form<SignIn>
      layout="vertical"
      requiredMark={false}
      initialValues={{ login: login ?? '', password: '' }}
      onFinish={(body) => void submit(body)}
    >
      {error !== null && <ErrorNote error={error} />}
      <Form.Item
        name="login"
        label="账号"
        rules={[{ required: true, whitespace: true, message: '请填写账号' }]}
      >
        <Input
          autoComplete="username"
          autoCapitalize="none"
          autoFocus={login === undefined}
          readOnly={login !== undefined}
          size="large"
        />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password
          autoComplete="current-password"
          autoFocus={login !== undefined}
          size="large"
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        登录
      </Button>
    </Form>
  )
}
