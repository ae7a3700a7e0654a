import { useState } from 'preact/hooks'

type Step = 'ask' | 'why' | 'sending' | 'thanks' | 'failed' | 'gone'

const reasons = ['没说到我问的', '内容过时了', '看不明白', '和实际不一样']

/** Whether an answer helped, and why not (R31). What did not help goes, without a name, to whoever writes the article. */
export function AnswerFeedback({ article, question }: { article: string; question: string }) {
  const [step, setStep] = useState<Step>('ask')
  const send = async (helpful: boolean, reason = '') => {
    setStep('sending')
    const body = { helpful, reason, question: question.slice(0, 300), origin: 'chat' }
    try {
      const response = await fetch(`/api/v1/kb/articles/${encodeURIComponent(article)}/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (response.ok) setStep('thanks')
      // A service point has no article behind it, and an article may have been withdrawn meanwhile.
      else setStep(response.status === 404 || response.status === 400 ? 'gone' : 'failed')
    } catch {
      setStep('failed')
    }
  }
  if (step === 'gone') return null
  if (step === 'thanks') return <p role="status">谢谢，已收到。</p>
  if (step === 'why') {
    return (
      <fieldset class="feedback">
        <legend>哪里没帮上忙？</legend>
        {reasons.map((reason) => (
          <button key={reason} type="button" onClick={() => void send(false, reason)}>
            {reason}
          </button>
        ))}
      </fieldset>
    )
  }
  return (
    <fieldset class="feedback" disabled={step === 'sending'}>
      <legend>{step === 'failed' ? '没有发出去，请再点一次。' : '这个回答有帮助吗？'}</legend>
      <button type="button" onClick={() => void send(true)}>
        有帮助
      </button>
      <button type="button" onClick={() => setStep('why')}>
        没有帮助
      </button>
    </fieldset>
  )
}
