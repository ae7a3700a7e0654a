import { beforeAll, describe, expect, it } from 'vitest'
import { readPack } from '../../db/packs/read-pack.ts'
import { createProposer, type Proposer } from './create-proposer.ts'

const at = new Date('2026-04-14T02:00:00Z')

describe('several demands in one message', () => {
  let propose: Proposer
  beforeAll(async () => {
    propose = await createProposer({ pack: await readPack('db/packs/beijing'), embedder: null })
  }, 180_000)
  const partsOf = async (text: string) => (await propose({ channel: 'chat', text, at })).parts

  it.each([
    ['海淀区中关村街道路口的红绿灯不亮，还有旁边人行道上的井盖没了', 2],
    ['我们楼暖气不热，对了，我还想问问供暖费退费怎么申请', 2],
    ['通州区梨园镇翠屏北里遛狗不拴绳，并且小区里有人私装地锁', 2],
    ['怀柔区龙山街道这边公交站牌倒了，对了路边的共享单车也堆成山了', 2],
    ['良乡的小区：（1）自来水水压太小；（2）供热公司退费未到账；（3）消防通道也占了', 3],
  ])('%s', async (text, count) => {
    expect(await partsOf(text)).toHaveLength(count)
  })

  it.each([
    '我想问居住证怎么办，另外需要带什么材料',
    '小区电梯坏了，物业说等配件，另外维保公司也不接电话',
    '宠物医院误诊，另外收费也不透明',
    '停电了，并且一天停了三回，冰箱里东西全坏了',
    '早点摊占道经营，油烟也大',
    '我家没暖气，孩子老人都冻感冒了，还要交全额取暖费',
    '小区东门和西门的道闸都坏了',
  ])('one: %s', async (text) => {
    expect(await partsOf(text)).toEqual([])
  })
})
