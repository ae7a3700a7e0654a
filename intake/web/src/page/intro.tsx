/** Shown until the first turn has come. */
export function Intro() {
  return (
    <section class="intro" aria-label="怎么使用">
      <h2>您好，请说说您遇到的事</h2>
      <p>一次说清最好：什么事、在哪里、多久了。缺什么，助手会一样一样地问您。</p>
    </section>
  )
}
