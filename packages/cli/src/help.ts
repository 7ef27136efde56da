/** What `--help` prints. */
export const usage = `plotline: photos in, pen-ready vectors out

  plotline vectorize IMAGE -o OUT.{svg,pdf,hpgl,gcode,dxf,png,json}
      --style NAME        lines, sketch, hatch: see plotline styles
      --preset NAME       a style's preset
      --set KEY=VALUE     any value of the recipe, such as knobs.detail=0.7; may be given again
      --recipe FILE.json  a whole recipe
      --paper NAME        a2 a3 a4 a5 a6 letter legal tabloid
      --device NAME       for machine files and times: see plotline devices
      --seed NUMBER
  plotline plan IN.{svg,json} -o OUT.{svg,…}
      --merge MM --simplify MM --order --reloop; with none of them: merge 0.1, simplify 0.02, order
      --level NAME        how well to order: none greedy fast good best; good unless named
      --device NAME
  plotline convert IN.{svg,json} -o OUT.{…}
      --paper NAME --device NAME
  plotline isolate IMAGE -o MASK.png
      --model NAME        see plotline models; without it the best that is there
  plotline styles | devices | models

  --json prints one object on stdout. Everything for people goes to stderr.
  PLOTLINE_MODELS names the folder of the models.
  Exit: 0 done, 2 a file or flag can't be used, 130 interrupted, 1 a fault of ours.
`
