/**
 * Words that make a question of a sentence, in normalised form. Answers hardly ever say 哪些 or 怎么办, so an index of answers takes
 * them for rare and telling words; without them answers are found two to five points better (docs/accuracy.md).
 */
const asking =
  /什么时候|什么样|什么|为什么|为啥|哪几个|哪几|哪些|哪里|哪儿|哪个|哪家|哪种|哪方面|哪|多少|多久|多长时间|多长|多大|该如何|如何|怎么样|怎么办|怎么|怎样|是否|为何|何时|何种|何地|何谓|几个|几种|几项|几方面|几|请问|有没有|能不能|可不可以|可以吗|吗|呢|是谁|谁|啥|我想问|想问|咨询一下|您好|你好|谢谢/g

/** A normalised question without the words that only ask; what stood apart stays apart. */
export function withoutAsking(text: string): string {
  return text.replace(asking, ' ')
}
