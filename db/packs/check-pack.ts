import type { CatalogueEntry, Pack } from './pack.ts'

/**
 * References between tables that lead nowhere. They do not stop a pack from working, so `readPack` takes them; who
 * keeps the data wants to know. One sentence each.
 */
export function checkPack(pack: Pack): string[] {
  return [
    ...checkJurisdictions(pack),
    ...checkPlaces(pack),
    ...checkBureaus(pack),
    ...checkTaxonomy(pack),
    ...checkCatalogue(pack),
    ...checkArticles(pack),
  ]
}

/** Values that occur more than once. */
function repeated(values: string[]): string[] {
  const seen = new Set<string>()
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))]
}

function checkJurisdictions({ jurisdictions }: Pack): string[] {
  const codes = new Set(jurisdictions.map(({ code }) => code))
  return [
    ...repeated(jurisdictions.map(({ code }) => code)).map((code) => `辖区代码重复：${code}`),
    ...jurisdictions
      .filter(({ parent, kind }) => kind !== 'city' && !codes.has(parent))
      .map(({ name, parent }) => `辖区 ${name} 的上级 ${parent} 不存在`),
  ]
}

function checkPlaces({
  units,
  jurisdictions,
  landmarks,
  confusable,
  service_points,
}: Pack): string[] {
  const places = new Set(
    units.filter(({ level }) => ['district', 'subdistrict'].includes(level)).map((u) => u.name),
  )
  const usual = new Set(jurisdictions.flatMap(({ name, aliases }) => [name, ...aliases]))
  const missing = (owner: string, names: string[]) =>
    names
      .filter((name) => name !== '' && !places.has(name))
      .map((name) => `${owner} 所在的 ${name} 不存在`)
  return [
    ...landmarks.flatMap(({ name, jurisdictions }) => missing(`地标 ${name}`, jurisdictions)),
    ...service_points.flatMap((point) => missing(`网点 ${point.name}`, [point.jurisdiction])),
    ...confusable
      .flatMap(({ name_a, name_b }) => [name_a, name_b])
      .filter((name) => !places.has(name) && !usual.has(name))
      .map((name) => `易混地名 ${name} 不存在`),
    ...repeated(service_points.map(({ code }) => code)).map((code) => `网点代码重复：${code}`),
  ]
}

function checkBureaus({ bureaus, district_bureaus, units }: Pack): string[] {
  const keys = new Set(bureaus.map(({ key }) => key))
  const districts = new Set(units.filter((u) => u.level === 'district').map(({ name }) => name))
  return district_bureaus.flatMap(({ district, bureau }) => [
    ...(keys.has(bureau) ? [] : [`区级部门表里的 ${bureau} 不在 bureaus 里`]),
    ...(districts.has(district) ? [] : [`区级部门表里的 ${district} 不是本市的区`]),
  ])
}

function checkTaxonomy({ taxonomy, examples }: Pack): string[] {
  const codes = new Set(taxonomy.map(({ code }) => code))
  return [
    ...repeated(taxonomy.map(({ code }) => code)).map((code) => `事项编码重复：${code}`),
    ...taxonomy
      .filter(
        ({ code, parent, level }) => parent !== code.slice(0, -2) || code.length !== 2 * level,
      )
      .map(({ code }) => `事项 ${code} 的上级或级别与编码不符`),
    ...taxonomy
      .filter(({ parent }) => parent !== '' && !codes.has(parent))
      .map(({ code, parent }) => `事项 ${code} 的上级 ${parent} 不存在`),
    ...taxonomy.flatMap(({ code, see_also }) =>
      see_also
        .filter((other) => !codes.has(other))
        .map((other) => `事项 ${code} 参见的 ${other} 不存在`),
    ),
    ...[...new Set(examples.map(({ service_code }) => service_code))]
      .filter((code) => !codes.has(code))
      .map((code) => `例句的事项 ${code} 不存在`),
  ]
}

function checkCatalogue({ catalogue, taxonomy, units, bureaus }: Pack): string[] {
  const codes = new Set(taxonomy.map(({ code }) => code))
  const known = new Set([
    '@subdistrict',
    '@district',
    ...bureaus.map(({ key }) => `@bureau:${key}`),
    ...units.map(({ name }) => `unit:${name}`),
  ])
  const named = ({ lead, supporting, copies }: CatalogueEntry) => [
    ...lead.split('|'),
    ...supporting,
    ...copies,
  ]
  return [
    ...repeated(catalogue.map(({ line }) => line)).map((line) => `派单目录行号重复：${line}`),
    ...catalogue
      .filter(({ service_code }) => !codes.has(service_code))
      .map(({ line, service_code }) => `派单目录 ${line} 的事项 ${service_code} 不存在`),
    ...catalogue.flatMap((entry) =>
      named(entry)
        .filter((role) => !known.has(role.trim()))
        .map((role) => `派单目录 ${entry.line} 的单位 ${role} 不存在`),
    ),
  ]
}

function checkArticles({ articles, taxonomy }: Pack): string[] {
  const codes = new Set(taxonomy.map(({ code }) => code))
  return [
    ...repeated(articles.map(({ id }) => id)).map((id) => `文章编号重复：${id}`),
    ...articles.flatMap(({ id, service_codes }) =>
      service_codes
        .filter((code) => !codes.has(code))
        .map((code) => `文章 ${id} 的事项 ${code} 不存在`),
    ),
  ]
}
