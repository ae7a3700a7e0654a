import { bigrams } from '../../kb/language/ngrams.ts'

interface Bayes {
  addDocument(tokens: string[], label: string): void
  train(): void
  classify(tokens: string[]): string
}

/** A naive Bayes classifier of the package `natural` over character bigrams, forty classes: the fixed yardstick of the bench. */
export async function trainNaturalBaseline(
  examples: readonly { service_code: string; text: string }[],
): Promise<(text: string) => string> {
  // By sub-path: the whole package costs a second, 119 MB and drags database clients in.
  const module = (await import('natural/lib/natural/classifiers/index.js')) as unknown as {
    BayesClassifier: new () => Bayes
  }
  const classifier = new module.BayesClassifier()
  const labels = [...new Set(examples.map((e) => e.service_code.slice(0, 2)))].slice(0, 40)
  for (const { service_code, text } of examples.slice(0, 800)) {
    const label = service_code.slice(0, 2)
    if (labels.includes(label)) classifier.addDocument([...bigrams(text)], label)
  }
  classifier.train()
  return (text) => classifier.classify([...bigrams(text)])
}
