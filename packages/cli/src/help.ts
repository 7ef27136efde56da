import { formatNames } from '@plotline/strokes'

/** What `--help` prints. */
export const usage = `plotline: photos in, pen-ready vectors out

  plotline vectorize IMAGE -o OUT.{${formatNames.join()}}
      --style NAME        lines, sketch, hatch: see plotline styles
      --preset NAME       a style's preset
      --set KEY=VALUE     any value of the recipe, such as knobs.detail=0.7; may be given again
      --recipe FILE.json  a whole recipe
      --paper NAME        a2 a3 a4 a5 a6 letter legal tabloid, or two sides: 200x300 (mm), 9x12in
      --device NAME       for machine files and times: see plotline devices; or --device-file FILE.json
      --seed NUMBER
  plotline plan IN.{svg,dxf,hpgl,json} -o OUT.{svg,…}
      --simplify MM --merge MM --min MM --order --reloop
                          how strokes are made fewer and ordered; with none of them, nor --sort: simplify 0.02,
                          merge 0.1, order
      --occlude --dedupe MM --margin MM --refill MM
                          without what lies under opaque fills that come later; without ink drawn before; without what
                          lies beyond the margin (with --paper and the like the drawing is put within it); with pauses
      --passes N          how often strokes are drawn; NAME=N or 2=N for one layer; may be given again
      --from PERCENT      takes up a plot again at that share of its time: what was drawn before is left out, the
                          stroke in progress cut; give the file that was plotted, or its own flags again
      --seams NAME        where loops begin: travel hidden (in a corner) spread
      --level NAME        how well to order: none greedy fast good best; good unless named
      --sort NAME         what for: travel time as-drawn reverse outside-in left-to-right darkest-first
      --costs             what each of these would take
      --bound             how little travel is possible at all, and how far above it this is
      --device NAME       or --device-file FILE.json, a machine of your own: see docs/machines.md
  plotline convert IN.{svg,dxf,hpgl,json} -o OUT.{…}
      --device NAME --svg plain|preview --hpgl plain|compact --dxf r12|r2000
  Both take where the drawing is to lie:
      --paper NAME --rotate DEG --width MM --at X,Y --margin MM
                          without --width it fills the margins, with --at or --rotate alone it keeps its size; without
                          --at it lies in their middle
  and how a file is to be read:
      --pens NAME         by-layer, or by-color: a pen for each color of a layer of SVG or DXF
  and fill every closed shape with its layer's pen, so that the ink ends at the border:
      --fill NAME         lines cross rings spiral, or none; lines,none,rings is layer by layer, the last for all after it
      --fill-angle DEG    of lines and cross, clockwise; 45 unless told
      --fill-spacing MM   from line to line; without it the pen's width, which leaves no paper. Wider ones keep the outlines
  Any of these three takes, by the format of OUT:
      --curves MM         svg, pdf: strokes as smooth curves that stay so near to them, 0 for straight sides; without
                          it curves of an SVG stay the curves they are
      --areas NAME        svg: filled, or borders, each drawn once: a pen sent what is filled goes round every area
      --title TEXT --key --poster PAPER --overlap MM
                          pdf: a title, a page that names the pens, the sheet in parts on smaller paper
      --speed MM_PER_S    how fast the machine of --device draws
  plotline isolate IMAGE -o MASK.png
      --model NAME        see plotline models; without it the best that is there
      --box L,T,R,B       where the subject is, in shares of the image, such as 0.2,0,0.8,1
  plotline styles | devices | models
  plotline --version

  IN and IMAGE may be several files, folders, or - for standard input; -o then has {name} in it, as in 'out/{name}.svg',
  and one that cannot be used is told and left out. -o - is standard output, --format NAME its format, SVG without it.
  -o OUT.gcode.zip, or another format so, is one file per pen.
  --json prints one object on stdout, one a line for several inputs. Everything for people goes to stderr.
  PLOTLINE_MODELS names the folder of the models; models.json in it describes models of your own.
  Exit: 0 done, 2 a file or flag can't be used, 130 interrupted, 1 a fault of ours.
`
