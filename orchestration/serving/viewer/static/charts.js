// Draws the data of [data-chart] with ECharts. Words come from the page; nothing of the data becomes HTML.
(() => {
  "use strict";
  if (typeof echarts === "undefined") return;
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7", "--c8"].map(style);
  const zh = document.documentElement.lang.startsWith("zh");
  const font = () => getComputedStyle(document.body).fontFamily;

  // Axis words: 12,000 → 1.2万 in Chinese; in English an axis has its scale in its name, see valueAxis
  const short = (value) => {
    const size = Math.abs(value);
    const plain = (number) => String(Number(number.toFixed(2)));
    if (zh && size >= 1e8) return `${plain(value / 1e8)}亿`;
    if (zh && size >= 1e4) return `${plain(value / 1e4)}万`;
    if (!zh && size >= 1e9) return `${plain(value / 1e9)} billion`;
    if (!zh && size >= 1e6) return `${plain(value / 1e6)} million`;
    return size >= 1e4 ? value.toLocaleString("en", { maximumFractionDigits: 0 }) : plain(value);
  };
  const SCALES = [[1e9, "billion"], [1e6, "million"], [1e4, "thousand"]];
  const scaleOf = (values) => {
    const most = Math.max(0, ...values.filter((value) => value !== null && value !== undefined).map(Math.abs));
    const found = zh ? undefined : SCALES.find(([size]) => most >= size);
    return found ? [found[1] === "thousand" ? 1e3 : found[0], found[1]] : [1, ""];
  };
  // A tooltip out of elements, so that a name can never be markup.
  const tip = (title, lines) => {
    const box = document.createElement("div");
    box.className = "tip";
    const head = document.createElement("b");
    head.textContent = title;
    box.append(head);
    for (const [name, word] of lines) {
      const line = document.createElement("div");
      const key = document.createElement("span");
      key.textContent = name;
      const value = document.createElement("em");
      value.textContent = word;
      line.append(key, value);
      box.append(line);
    }
    return box;
  };
  const cut = (text, length) => ([...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text);
  // The end of a name of a place is what tells it from others: too long ones go without their beginning, and without
  // the word for what that was (湖北省武汉市: not 省武汉市).
  const endOf = (text, length) => {
    const all = [...text];
    if (all.length <= length) return text;
    const rest = all.slice(1 - length).join("");
    // Right behind a place nothing is left of its name: 洪山区|市场监督管理局.
    if (/[省市区州县旗盟]/u.test(all[all.length - length])) return `…${rest}`;
    return `…${rest.replace(/^(?:自?治[区州县旗]|州市|[省区州县旗盟]|市(?!场|政|容))/u, "")}`;
  };

  const base = () => ({
    animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 350,
    textStyle: { fontFamily: font(), color: style("--ink-2"), fontSize: 13 },
    color: palette(),
    aria: { enabled: false },
    tooltip: {
      trigger: "axis", confine: true, backgroundColor: style("--raised"), borderColor: style("--line"), padding: 0,
      textStyle: { color: style("--ink"), fontFamily: font(), fontSize: 13 }, axisPointer: { type: "line", lineStyle: { color: style("--line-2") } },
      extraCssText: "",
    },
  });
  const yearAxis = (years) => ({
    type: "category", data: years.map(String), boundaryGap: true, axisTick: { show: false },
    axisLine: { lineStyle: { color: style("--line-2") } }, axisLabel: { color: style("--ink-3"), hideOverlap: true },
  });
  const valueAxis = (unit, more, values = []) => { const [size, scale] = scaleOf(values); return {
    type: "value", name: [scale, unit].filter(Boolean).join(" "), nameLocation: "end", nameTextStyle: { color: style("--ink-3"), align: "left", padding: [0, 0, 2, -28] },
    splitNumber: 4, axisLabel: { color: style("--ink-3"), formatter: (value) => short(value / size) },
    splitLine: { lineStyle: { color: style("--line"), type: [2, 3] } }, axisLine: { show: false }, ...more,
  }; };

  const kinds = {
    stack: (data) => ({
      ...base(),
      grid: { left: 44, right: 12, top: 40, bottom: 28 },
      legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, icon: "rect", textStyle: { color: style("--ink-2") } },
      xAxis: yearAxis(data.years),
      yAxis: valueAxis("", { minInterval: 1 }),
      tooltip: { ...base().tooltip, axisPointer: { type: "shadow", shadowStyle: { color: style("--hover") } },
        formatter: (rows) => tip(rows[0].axisValue, rows.filter((row) => row.value).map((row) => [row.seriesName, row.value.toLocaleString()])) },
      series: data.series.map((one) => ({ name: one.name, type: "bar", stack: "all", barMaxWidth: 46, data: one.values })),
    }),
    band: (data) => {
      const color = style("--c1");
      const band = data.lower.map((low, at) => (low === null ? null : data.upper[at] - low));
      const single = data.years.length === 1;
      return {
        ...base(),
        grid: { left: 52, right: 20, top: 34, bottom: 28 },
        xAxis: yearAxis(data.years),
        yAxis: valueAxis(data.unit, data.rate ? { scale: true } : {}, [...data.median, ...data.upper]),
        tooltip: { ...base().tooltip, formatter: (rows) => {
          const at = rows[0].dataIndex;
          const lines = [[data.names.median, data.words[at]]];
          if (data.lower[at] !== null && data.lower[at] !== data.upper[at]) lines.push([data.names.band, `${short(data.lower[at])}–${short(data.upper[at])}`]);
          lines.push([data.names.reported, data.reported[at].toLocaleString()]);
          return tip(rows[0].axisValue, lines);
        } },
        series: [
          { type: "line", stack: "band", data: data.lower, symbol: "none", lineStyle: { opacity: 0 }, silent: true, connectNulls: false },
          { type: "line", stack: "band", data: band, symbol: "none", lineStyle: { opacity: 0 }, silent: true, connectNulls: false, areaStyle: { color, opacity: data.joined ? 0.16 : 0 } },
          { type: "line", name: data.names.median, data: data.median, symbol: "circle", symbolSize: single || !data.joined ? 11 : 8, connectNulls: false,
            lineStyle: { width: data.joined ? 2.5 : 0, color }, itemStyle: { color, borderColor: style("--paper"), borderWidth: 1.5 }, z: 3 },
        ],
      };
    },
    lines: (data) => {
      const colors = palette();
      const many = data.series.length > 1;
      const last = (values) => values.reduce((found, value, at) => (value === null ? found : at), -1);
      return {
        ...base(),
        grid: { left: 52, right: many ? 24 : 20, top: many ? 34 + 22 * Math.ceil(data.series.length / 2) : 34, bottom: 28 },
        legend: many ? { top: 0, left: 0, right: 0, itemWidth: 14, itemHeight: 8, icon: "circle", textStyle: { color: style("--ink-2") }, formatter: (name) => cut(name, 18) } : undefined,
        xAxis: yearAxis(data.years),
        yAxis: valueAxis(data.unit, { scale: data.unit === "%" }, data.series.flatMap((one) => [...one.values, ...one.highs])),
        tooltip: { ...base().tooltip, formatter: (rows) => {
          const at = rows[0].dataIndex;
          return tip(rows[0].axisValue, data.series.filter((one) => one.words[at]).map((one) => [one.name, one.words[at]]));
        } },
        series: data.series.flatMap((one, number) => {
          const color = colors[number % colors.length];
          const ranges = one.values.map((value, at) => {
            const low = one.lows[at] ?? value, high = one.highs[at] ?? value;
            return value === null || low === high ? null : [at, low, high];
          }).filter(Boolean);
          return [
            { name: one.name, type: "line", data: one.values, connectNulls: false, symbol: "circle", symbolSize: one.values.filter((value) => value !== null).length > 1 ? 8 : 11,
              lineStyle: { width: 2.2, color }, itemStyle: { color, borderColor: style("--paper"), borderWidth: 1.5 },
              endLabel: { show: !many && last(one.values) >= 0, formatter: () => "", color } },
            { type: "custom", data: ranges, silent: true, tooltip: { show: false }, encode: { x: 0, y: [1, 2] }, z: 2,
              renderItem: (_, api) => {
                const low = api.coord([api.value(0), api.value(1)]), high = api.coord([api.value(0), api.value(2)]);
                const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color, lineWidth: 2, opacity: 0.55 } });
                return { type: "group", children: [line(low[0], low[1], high[0], high[1]), line(low[0] - 5, low[1], low[0] + 5, low[1]), line(low[0] - 5, high[1], low[0] + 5, high[1])] };
              } },
          ];
        }),
      };
    },
    ranking: (data, box) => {
      const narrow = box.clientWidth < 460;
      const rows = [...data.rows].reverse();
      const exact = style("--c1"), hedged = style("--c2"), area = style("--c4");
      // Values are never cut: a part of a number is another number. The bars have what the longest leaves.
      const words = rows.map((row) => row.word.replace(/ \(.*/, ""));
      const end = 14 + Math.max(...words.map((word) => echarts.format.getTextRect(word, `13px ${font()}`).width));
      const labels = rows.map((row) => endOf(row.short, narrow ? 8 : 13));
      const room = Math.min(narrow ? 120 : 190, 16 + 13 * Math.max(...labels.map((label) => [...label].length)));
      return {
        ...base(),
        grid: { left: room, right: end, top: 6, bottom: 8 },
        xAxis: { type: "value", show: false, min: 0 },
        yAxis: { type: "category", data: rows.map((row) => row.name), axisTick: { show: false }, axisLine: { show: false },
          axisLabel: { color: style("--ink-2"), formatter: (name, at) => labels[at] } },
        tooltip: { ...base().tooltip, trigger: "item", formatter: (one) => {
          const row = rows[one.dataIndex];
          const lines = [["", row.word]];
          if (row.hedged) lines.push([data.names.hedged, ""]);
          if (row.area) lines.push([data.names.area, ""]);
          return tip(row.name, lines);
        } },
        series: [
          { type: "bar", barMaxWidth: 20, barCategoryGap: "32%", cursor: "pointer",
            data: rows.map((row) => ({ value: row.value, itemStyle: { color: row.area ? area : row.hedged ? hedged : exact, opacity: 0.9 } })),
            label: { show: true, position: "right", color: style("--ink"), formatter: (one) => words[one.dataIndex] } },
          { type: "custom", silent: true, tooltip: { show: false }, z: 3, encode: { x: [0, 1], y: 2 },
            data: rows.map((row, at) => [row.low ?? row.value, row.high ?? row.value, at]).filter((one) => one[0] !== one[1]),
            renderItem: (_, api) => {
              const from = api.coord([api.value(0), api.value(2)]), to = api.coord([api.value(1), api.value(2)]);
              const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: style("--ink"), lineWidth: 1.6 } });
              return { type: "group", children: [line(from[0], from[1], Math.max(to[0], from[0] + 2), to[1]), line(from[0], from[1] - 4, from[0], from[1] + 4), line(Math.max(to[0], from[0] + 2), to[1] - 4, Math.max(to[0], from[0] + 2), to[1] + 4)] };
            } },
        ],
        links: rows.map((row) => row.link),
      };
    },
    histogram: (data) => ({
      ...base(),
      grid: { left: 44, right: 12, top: 26, bottom: 30 },
      xAxis: { type: "category", data: data.rows.map((row) => row.word), axisTick: { show: false }, axisLine: { lineStyle: { color: style("--line-2") } },
        axisLabel: { color: style("--ink-3"), hideOverlap: true, formatter: (word, at) => short(data.rows[at].low) } },
      yAxis: valueAxis(data.names.count, { minInterval: 1 }),
      tooltip: { ...base().tooltip, axisPointer: { type: "shadow", shadowStyle: { color: style("--hover") } },
        formatter: (rows) => tip(data.rows[rows[0].dataIndex].word, [[data.names.count, rows[0].value.toLocaleString()]]) },
      series: [{ type: "bar", barCategoryGap: "8%", data: data.rows.map((row) => row.count), itemStyle: { color: style("--c1"), opacity: 0.85 } }],
    }),
  };

  const drawn = [];
  const draw = (box) => {
    const data = JSON.parse(box.dataset.chart);
    if (data.kind === "ranking") box.classList.add(`rows-${Math.min(data.rows.length, 20)}`);
    const chart = echarts.init(box, null, { renderer: "canvas" });
    const { links, ...option } = kinds[data.kind](data, box);
    chart.setOption(option);
    if (links) chart.on("click", (event) => {
      const link = links[event.dataIndex];
      if (event.seriesType === "bar" && link.startsWith("/")) location.assign(link);
    });
    drawn.push({ box, chart, data });
  };
  document.querySelectorAll("[data-chart]").forEach(draw);
  const again = (resize) => drawn.forEach(({ box, chart, data }) => {
    if (resize) chart.resize();
    const { links, ...option } = kinds[data.kind](data, box);
    chart.setOption(option, { notMerge: true });
  });
  let waiting;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => again(true), 120); });
  document.addEventListener("fazhi-theme", () => again(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => again(false));
  document.documentElement.dataset.charts = String(drawn.length);
})();
