import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { tinyPdf } from '../../kb/testing/tiny-files.ts'
import { type BrowserKit, DESK, PHONE } from './browser-kit.ts'

export const FORM = '借阅登记表.pdf'

/** Attaches a form to the draft in the editor. What a file is called says nothing, what it holds does. */
export async function attachForm(page: Page, kit: BrowserKit): Promise<void> {
  const files = page.locator('.kb-attach')
  await files.locator('input').setInputFiles([
    { name: FORM, mimeType: 'application/pdf', buffer: tinyPdf(['Form']) },
    { name: '脚本.pdf', mimeType: 'application/pdf', buffer: Buffer.from('#!/bin/sh') },
  ])
  await files.getByText('不能作为附件').waitFor()
  await files.getByRole('link', { name: FORM }).waitFor()
  await files.scrollIntoViewIfNeeded()
  expect(await kit.seriousFindings(page)).toEqual([])
  await kit.picture(page, 'kb-files')
  await page.setViewportSize(PHONE)
  await files.scrollIntoViewIfNeeded()
  await kit.picture(page, 'kb-files-phone')
  await page.setViewportSize(DESK)
  await files.getByRole('button', { name: '去掉 脚本.pdf' }).click()
}

/** Finds the article on the public page and takes its form: the browser saves it and opens nothing. */
export async function downloadForm(kit: BrowserKit, searchUrl: string): Promise<void> {
  const page = await kit.open(searchUrl)
  await page.locator('.results a').first().click()
  await page.getByRole('heading', { name: '附件下载' }).waitFor()
  expect(await kit.seriousFindings(page)).toEqual([])
  await kit.picture(page, 'kb-article-files')
  await page.setViewportSize(PHONE)
  await kit.picture(page, 'kb-article-files-phone')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: FORM }).click()
  expect((await download).suggestedFilename()).toBe(FORM)
  await page.context().close()
}
