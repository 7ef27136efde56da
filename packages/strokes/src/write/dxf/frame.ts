import type { Group } from './groups.ts'

/** Handles, hexadecimal, of what every Release 2000 file has; layers and entities get theirs from `firstFree` on. */
const handles = {
  modelSpace: '1F',
  paperSpace: '1B',
  layers: '2',
  plotStyle: 'F',
} as const
export const modelSpace = handles.modelSpace
export const firstFree = 0x100

export type FrameLayer = {
  readonly handle: string
  readonly name: string
  readonly colorIndex: number
  /** Hundredths of a millimetre, one of those that exist. */
  readonly lineWeight: number
}

/** Everything before the entities: header, tables and blocks, with these layers besides layer 0. */
export function framesStart(
  layers: readonly FrameLayer[],
  extent: readonly Group[],
  handSeed: string,
): Group[] {
  return [
    ...rows('0 SECTION; 2 HEADER; 9 $ACADVER; 1 AC1015; 9 $HANDSEED'),
    [5, handSeed],
    // Millimetres, and metric where that is asked.
    ...rows('9 $INSUNITS; 70 4; 9 $MEASUREMENT; 70 1'),
    ...extent,
    ...rows('0 ENDSEC; 0 SECTION; 2 CLASSES; 0 ENDSEC; 0 SECTION; 2 TABLES'),
    ...table('VPORT', '8', [
      record(
        'VPORT',
        '30',
        '8',
        'AcDbViewportTableRecord',
        '2 *ACTIVE; 70 0; 10 0; 20 0; 11 1; 21 1; 12 150; 22 100; 13 0; 23 0; 14 10; 24 10; 15 10; 25 10; 16 0; 26 0; 36 1; 17 0; 27 0; 37 0; 40 300; 41 1.5; 42 50; 43 0; 44 0; 50 0; 51 0; 71 0; 72 100; 73 1; 74 3; 75 0; 76 0; 77 0; 78 0',
      ),
    ]),
    ...table('LTYPE', '5', [
      record('LTYPE', '14', '5', 'AcDbLinetypeTableRecord', '2 ByBlock; 70 0; 3 ; 72 65; 73 0; 40 0'),
      record('LTYPE', '15', '5', 'AcDbLinetypeTableRecord', '2 ByLayer; 70 0; 3 ; 72 65; 73 0; 40 0'),
      record(
        'LTYPE',
        '16',
        '5',
        'AcDbLinetypeTableRecord',
        '2 Continuous; 70 0; 3 Solid line; 72 65; 73 0; 40 0',
      ),
    ]),
    ...table('LAYER', handles.layers, [
      layerRecord({ handle: '10', name: '0', colorIndex: 7, lineWeight: -3 }),
      ...layers.map(layerRecord),
    ]),
    ...table('STYLE', '3', [
      record(
        'STYLE',
        '11',
        '3',
        'AcDbTextStyleTableRecord',
        '2 Standard; 70 0; 40 0; 41 1; 50 0; 71 0; 42 2.5; 3 txt; 4 ',
      ),
    ]),
    ...table('VIEW', '6', []),
    ...table('UCS', '7', []),
    ...table('APPID', '9', [record('APPID', '12', '9', 'AcDbRegAppTableRecord', '2 ACAD; 70 0')]),
    ...table(
      'DIMSTYLE',
      'A',
      // The one table whose records name their handle by another code.
      [
        rows(
          '0 DIMSTYLE; 105 27; 330 A; 100 AcDbSymbolTableRecord; 100 AcDbDimStyleTableRecord; 2 Standard; 70 0; 340 11',
        ),
      ],
      rows('100 AcDbDimStyleTable; 71 1'),
    ),
    ...table('BLOCK_RECORD', '1', [
      record('BLOCK_RECORD', handles.modelSpace, '1', 'AcDbBlockTableRecord', '2 *Model_Space; 340 22'),
      record('BLOCK_RECORD', handles.paperSpace, '1', 'AcDbBlockTableRecord', '2 *Paper_Space; 340 1E'),
    ]),
    ...rows('0 ENDSEC; 0 SECTION; 2 BLOCKS'),
    ...block('*Model_Space', handles.modelSpace, '20', '21', ''),
    ...block('*Paper_Space', handles.paperSpace, '1C', '1D', '67 1; '),
    ...rows('0 ENDSEC; 0 SECTION; 2 ENTITIES'),
  ]
}

/** Everything after the entities: the dictionaries and layouts that readers look for. */
export function framesEnd(): Group[] {
  return [
    ...rows('0 ENDSEC; 0 SECTION; 2 OBJECTS'),
    ...dictionary('C', '0', '3 ACAD_GROUP; 350 D; 3 ACAD_LAYOUT; 350 1A; 3 ACAD_PLOTSTYLENAME; 350 E'),
    ...dictionary('D', 'C', ''),
    ...dictionary('1A', 'C', '3 Layout1; 350 1E; 3 Model; 350 22'),
    ...rows('0 ACDBDICTIONARYWDFLT; 5 E; 330 C; 100 AcDbDictionary; 281 1; 3 Normal'),
    [350, handles.plotStyle],
    ...rows('100 AcDbDictionaryWithDefault'),
    [340, handles.plotStyle],
    ...rows('0 ACDBPLACEHOLDER'),
    [5, handles.plotStyle],
    ...rows('330 E'),
    ...layout('Layout1', '1E', 1, handles.paperSpace),
    ...layout('Model', '22', 0, handles.modelSpace),
    ...rows('0 ENDSEC; 0 EOF'),
  ]
}

/** `0 LINE; 8 0` as groups. */
export function rows(text: string): Group[] {
  return text
    .split('; ')
    .filter((row) => row !== '')
    .map((row): Group => {
      const gap = row.indexOf(' ')
      return [Number(row.slice(0, gap)), row.slice(gap + 1)]
    })
}

function table(
  name: string,
  handle: string,
  records: readonly Group[][],
  more: readonly Group[] = [],
): Group[] {
  return [
    ...rows(`0 TABLE; 2 ${name}; 5 ${handle}; 330 0; 100 AcDbSymbolTable; 70 ${records.length}`),
    ...more,
    ...records.flat(),
    [0, 'ENDTAB'],
  ]
}

function record(type: string, handle: string, owner: string, subclass: string, text: string): Group[] {
  return rows(`0 ${type}; 5 ${handle}; 330 ${owner}; 100 AcDbSymbolTableRecord; 100 ${subclass}; ${text}`)
}

function layerRecord({ handle, name, colorIndex, lineWeight }: FrameLayer): Group[] {
  const text = `2 ${name}; 70 0; 62 ${colorIndex}; 6 Continuous; 370 ${lineWeight}; 390 ${handles.plotStyle}`
  return record('LAYER', handle, handles.layers, 'AcDbLayerTableRecord', text)
}

function block(name: string, owner: string, begin: string, end: string, space: string): Group[] {
  return rows(
    `0 BLOCK; 5 ${begin}; 330 ${owner}; 100 AcDbEntity; ${space}8 0; 100 AcDbBlockBegin; 2 ${name}; 70 0; 10 0; 20 0; 30 0; 3 ${name}; 1 ; 0 ENDBLK; 5 ${end}; 330 ${owner}; 100 AcDbEntity; ${space}8 0; 100 AcDbBlockEnd`,
  )
}

function dictionary(handle: string, owner: string, entries: string): Group[] {
  return rows(`0 DICTIONARY; 5 ${handle}; 330 ${owner}; 100 AcDbDictionary; 281 1; ${entries}`)
}

function layout(name: string, handle: string, tab: number, blockRecord: string): Group[] {
  const isModel = tab === 0 ? 1024 : 0
  return [
    ...rows(
      `0 LAYOUT; 5 ${handle}; 330 1A; 100 AcDbPlotSettings; 1 ; 2 none_device; 4 ; 6 ; 40 0; 41 0; 42 0; 43 0; 44 0; 45 0; 46 0; 47 0; 48 0; 49 0; 140 0; 141 0; 142 1; 143 1; 70 ${isModel}; 72 1; 73 0; 74 5; 7 ; 75 16; 147 1; 148 0; 149 0`,
    ),
    ...rows(
      `100 AcDbLayout; 1 ${name}; 70 1; 71 ${tab}; 10 0; 20 0; 11 420; 21 297; 12 0; 22 0; 32 0; 14 0; 24 0; 34 0; 15 0; 25 0; 35 0; 146 0; 13 0; 23 0; 33 0; 16 1; 26 0; 36 0; 17 0; 27 1; 37 0; 76 0; 330 ${blockRecord}`,
    ),
  ]
}
