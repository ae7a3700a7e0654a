// Import rules of the house. Every rule says in one sentence why it exists.
// Run: depcruise db kb dispatch intake evals --config .dependency-cruiser.mjs

const layers = ['db', 'kb', 'dispatch', 'intake', 'evals']
const tests = '[.](test|e2e|eval)[.]ts$'
const edge = '(^|/)(routes|[a-z0-9-]+-(routes|socket))[.]ts$'
const userInterface = '^intake/(console|web|miniprogram)/'

/** A layer may import itself and the layers to its left, never to its right. */
const oneWay = layers.slice(0, -1).map((layer, index) => ({
  name: `${layer}-imports-leftwards`,
  comment: `${layer}/ may import only ${layers.slice(0, index + 1).join('/, ')}/; move the code left or pass it in.`,
  severity: 'error',
  from: { path: `^${layer}/` },
  to: { path: `^(${layers.slice(index + 1).join('|')})/` },
}))

/** Files that decide things: input in, decision out, nothing else. */
const pureCore = [
  '^dispatch/order/(transitions|actor|order-numbers|event-texts)[.]ts$',
  '^dispatch/deadline/(due-at|deadline-class)[.]ts$',
  '^dispatch/review/(decision|check-decision)[.]ts$',
  '^dispatch/catalogue/(match-catalogue|expand-role|compare-receivers)[.]ts$',
  '^dispatch/triage/(triage|lexicon|kind|flags)[.]ts$',
  '^dispatch/place/resolve-place[.]ts$',
  '^intake/conversation/next-turn[.]ts$',
  '^evals/metrics/',
]

export default {
  forbidden: [
    ...oneWay,
    {
      name: 'no-circular',
      comment: 'Two files in a cycle are one file that has been cut in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing reaches this file: delete it or use it.',
      severity: 'error',
      from: { orphan: true, pathNot: ['[.]d[.]ts$', userInterface] },
      to: {},
    },
    {
      name: 'pure-core',
      comment:
        'Decision files do no input or output, so that they can be tested with plain values.',
      severity: 'error',
      from: { path: pureCore },
      to: {
        path: [
          '-(store|view|client|socket)[.]ts$',
          '^db/(client[.]ts|audit/|events/|jobs/|pubsub/|testing/)',
          '^kb/embed/',
          '^node:(?!assert|crypto)',
          'node_modules/(pg|kysely|fastify|bullmq|pino)/',
        ],
      },
    },
    {
      name: 'sql-in-stores-and-views',
      comment: 'SQL lives in *-store.ts (writes), *-view.ts (reads) and db/.',
      severity: 'error',
      from: { pathNot: ['^db/', '-(store|view)[.]ts$', '/testing/', tests] },
      to: { path: 'node_modules/(pg|kysely)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'edge-never-writes',
      comment:
        'Routes and sockets call a command to write and a view to read; they never touch a store.',
      severity: 'error',
      from: { path: edge },
      to: { path: '-store[.]ts$' },
    },
    {
      name: 'http-stays-at-the-edge',
      comment: 'Only routes, sockets, public pages, intake/http and the entry files know Fastify.',
      severity: 'error',
      from: { pathNot: [edge, '^intake/(http/|public/|app[.]ts|server[.]ts)', tests] },
      to: { path: 'node_modules/(@fastify|fastify[a-z-]*)/' },
    },
    {
      name: 'adapters-are-chosen-once',
      comment:
        'Which embedder or job driver is used is decided by configuration in one factory, not at the place of use.',
      severity: 'error',
      from: { pathNot: ['^kb/embed/', '^db/jobs/', tests] },
      to: {
        path: [
          '^kb/embed/(onnx|hash|openai)-embedder[.]ts$',
          '^db/jobs/(local|bullmq)-driver[.]ts$',
        ],
      },
    },
    {
      name: 'ui-speaks-protocol-only',
      comment: 'Screens share the wire protocol with the server and nothing else.',
      severity: 'error',
      from: { path: userInterface, pathNot: tests },
      to: {
        path: '^(db|kb|dispatch|intake|evals)/',
        pathNot: [userInterface, '^intake/protocol/'],
      },
    },
    {
      name: 'test-kit-is-for-tests',
      comment: 'Shipped code must not import the test kit.',
      severity: 'error',
      from: { pathNot: [tests, '/testing/', '^evals/'] },
      to: { path: '/testing/' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing imports a test.',
      severity: 'error',
      from: {},
      to: { path: tests, pathNot: '^evals/tasks/' },
    },
    {
      name: 'shipped-code-uses-shipped-packages',
      comment: 'A devDependency imported by shipped code is missing in production.',
      severity: 'error',
      from: { path: '^(db|kb|dispatch|intake)/', pathNot: [tests, '/testing/', userInterface] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
