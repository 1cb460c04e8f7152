// Draws the figures of the page from the data that stands in it, and marks a material in all of them.
(function () {
  'use strict';
  const island = JSON.parse(document.getElementById('data').textContent);
  const tables = new Map(); // rows of each table, made when they are first asked for
  const drawn = new Map(); // by id of a figure: the promise of its view
  const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  const materialPage = /^(mp|mvc)-[0-9a-z]{1,24}$/;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const narrow = 420; // pixels
  let marked = null;
  let printing = false;

  function rows(place) {
    if (!tables.has(place)) {
      const columns = island.tables[place].columns;
      const names = Object.keys(columns);
      const count = names.length === 0 ? 0 : columns[names[0]].length;
      tables.set(place, Array.from({ length: count }, (unused, k) => {
        const row = {};
        for (const name of names) {
          row[name] = columns[name][k];
        }
        return row;
      }));
    }
    return tables.get(place);
  }

  function markedRows(figure) {
    return marked === null || !('crystals' in figure.data)
      ? []
      : rows(figure.data.crystals).filter(row => row.id === marked);
  }

  function copies(of) {
    return of.map(row => Object.assign({}, row)); // a figure writes into its rows
  }

  // Vega-Lite makes Vega of it; rows come in after that, since it would copy them.
  function compiled(figure, name, width) {
    const theme = island.theme[name];
    const spec = vegaLite.compile(figure.spec, { config: theme, logger: vega.logger(vega.Error) }).spec;
    for (const data of spec.data) {
      if (data.name === 'marked') {
        data.values = copies(markedRows(figure));
      } else if (data.name in figure.data) {
        data.values = copies(rows(figure.data[data.name]));
      }
    }
    if (width < narrow) {
      fit(spec, width);
    }
    return spec;
  }

  // On a narrow screen long titles of axes take two lines, and long names in legends end in time.
  function fit(spec, width) {
    for (const axis of spec.axes || []) {
      if (typeof axis.title === 'string' && axis.title.length > 24) {
        axis.title = inTwoLines(axis.title);
      }
    }
    for (const legend of spec.legends || []) {
      legend.labelLimit = Math.min(legend.labelLimit || 160, width - 40);
    }
  }

  function inTwoLines(text) {
    const middle = text.length / 2;
    const gaps = Array.from(text.matchAll(/ /g), gap => gap.index);
    const at = gaps.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
    return at === undefined ? text : [text.slice(0, at), text.slice(at + 1)];
  }

  // The text beside the pointer. Everything in it is text, whatever the data look like.
  const hover = document.createElement('div');
  hover.id = 'hover';
  hover.hidden = true;
  document.body.appendChild(hover);

  function words(value) {
    // Vega-Lite has made words of what is not there.
    if ([null, undefined, '', 'null', 'undefined', 'NaN'].includes(value)) {
      return '–';
    }
    if (typeof value !== 'number' || Number.isInteger(value)) {
      return String(value);
    }
    return String(Number(value.toPrecision(4)));
  }

  function showHover(handler, event, item, value) {
    if (value === null || value === undefined || value === '' || !event) {
      hover.hidden = true;
      return;
    }
    const list = document.createElement('dl');
    for (const [name, of] of Object.entries(typeof value === 'object' ? value : { '': value })) {
      const term = document.createElement('dt');
      term.textContent = name;
      const description = document.createElement('dd');
      description.textContent = words(of);
      list.append(term, description);
    }
    hover.replaceChildren(list);
    hover.hidden = false;
    const room = 12;
    const left = Math.min(event.clientX + room, window.innerWidth - hover.offsetWidth - room);
    const below = event.clientY + room;
    const top = below + hover.offsetHeight > window.innerHeight ? event.clientY - hover.offsetHeight - room : below;
    hover.style.left = Math.max(0, left) + 'px';
    hover.style.top = Math.max(0, top) + 'px';
  }

  function draw(figure) {
    if (!drawn.has(figure.id)) {
      drawn.set(figure.id, drawing(figure));
    }
    return drawn.get(figure.id);
  }

  function embed(place, figure, theme) {
    return vegaEmbed(place, compiled(figure, theme, place.clientWidth), {
      mode: 'vega', renderer: 'canvas', actions: false, ast: true, defaultStyle: false,
      logLevel: vega.Error, // warnings are about marks that are not there yet
      tooltip: showHover,
    });
  }

  async function drawing(figure) {
    const begun = marked;
    const place = document.getElementById(figure.id).querySelector('.drawing');
    const result = await embed(place, figure, dark.matches && !printing ? 'dark' : 'light');
    place.classList.add('drawn');
    if (place.scrollWidth > place.clientWidth) {
      place.tabIndex = 0; // so that the keyboard can scroll it
    }
    // What is drawn is told by the label; the canvas within is no stop for a screen reader.
    for (const inner of place.querySelectorAll('canvas, [role]')) {
      inner.removeAttribute('role');
      inner.removeAttribute('aria-roledescription');
      inner.removeAttribute('aria-label');
    }
    result.view.addEventListener('click', (event, item) => {
      if (item && item.datum && item.datum.id !== undefined && 'crystals' in figure.data) {
        mark(item.datum.id);
      }
    });
    return marked === begun ? result.view : showMarked(figure, result.view);
  }

  async function showMarked(figure, view) {
    if ('crystals' in figure.data) {
      try {
        await view.data('marked', copies(markedRows(figure))).runAsync();
      } catch (unused) {
        // This figure has no place for it.
      }
    }
    return view;
  }

  function showMarkedEverywhere() {
    island.figures.filter(figure => drawn.has(figure.id))
      .forEach(figure => draw(figure).then(view => showMarked(figure, view)));
  }

  const clear = document.getElementById('clear');
  const field = document.getElementById('material');
  const facts = document.getElementById('marked-facts');

  // What each table of crystals has of it: a line a table, since models differ.
  function factsOf(id) {
    const places = new Set(island.figures.filter(figure => 'crystals' in figure.data).map(figure => figure.data.crystals));
    const lines = [];
    for (const place of places) {
      for (const row of rows(place).filter(it => it.id === id)) {
        const title = island.tables[place].title;
        const known = Object.entries(row).filter(([name, value]) => name !== 'id' && value !== null && value !== '');
        lines.push((title === '' ? '' : title + ': ')
          + known.map(([name, value]) => name.replaceAll('_', ' ') + ' ' + words(value)).join(' · '));
      }
    }
    return lines;
  }

  function mark(id) {
    marked = id;
    const lines = factsOf(id);
    facts.replaceChildren();
    if (lines.length === 0) {
      facts.textContent = 'No figure has a material ' + id;
    } else {
      const name = document.createElement('strong');
      name.textContent = id;
      facts.append(name);
      if (materialPage.test(id)) {
        const link = document.createElement('a');
        link.href = 'https://next-gen.materialsproject.org/materials/' + id;
        link.rel = 'noopener noreferrer';
        link.target = '_blank';
        link.textContent = 'at Materials Project';
        facts.append(' ', link);
      }
      for (const line of lines) {
        const of = document.createElement('div');
        of.textContent = line;
        facts.append(of);
      }
    }
    field.value = id;
    clear.hidden = false;
    showMarkedEverywhere();
  }

  clear.addEventListener('click', () => {
    marked = null;
    clear.hidden = true;
    facts.replaceChildren();
    field.value = '';
    showMarkedEverywhere();
  });
  document.getElementById('find').addEventListener('submit', event => {
    event.preventDefault();
    const id = field.value.trim();
    if (id !== '') {
      mark(id);
    }
  });
  document.getElementById('marked').hidden = !island.figures.some(figure => 'crystals' in figure.data);
  for (const button of document.querySelectorAll('button.mark')) {
    button.addEventListener('click', () => mark(button.dataset.id));
  }

  // Files of a figure, made here: nothing is sent anywhere.
  function save(name, address) {
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
  }

  function cell(value) {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  function csv(figure) {
    const place = Object.values(figure.data)[0];
    const names = Object.keys(island.tables[place].columns);
    const lines = rows(place).map(row => names.map(name => cell(row[name])).join(','));
    return [names.map(cell).join(',')].concat(lines).join('\r\n') + '\r\n';
  }

  async function saveAs(figure, form) {
    if (form === 'CSV') {
      save(figure.id + '.csv', 'data:text/csv;charset=utf-8,' + encodeURIComponent(csv(figure)));
      return;
    }
    // Files are for white paper, whatever the page wears.
    const paper = document.createElement('div');
    paper.className = 'paper';
    paper.style.width = document.getElementById(figure.id).querySelector('.drawing').clientWidth + 'px';
    document.body.append(paper);
    const drawing = await embed(paper, figure, 'light');
    drawing.view.background('white');
    await drawing.view.runAsync();
    if (form === 'SVG') {
      const svg = (await drawing.view.toSVG()).replace(notInXml, '\ufffd');
      save(figure.id + '.svg', 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg));
    } else {
      save(figure.id + '.png', await drawing.view.toImageURL('png', 2));
    }
    drawing.view.finalize();
    paper.remove();
  }

  function dataTable(figure) {
    const shown = 200;
    const place = Object.values(figure.data)[0];
    const names = Object.keys(island.tables[place].columns);
    const table = document.createElement('table');
    const heading = table.createTHead().insertRow();
    for (const name of names) {
      const th = document.createElement('th');
      th.scope = 'col';
      th.textContent = name;
      heading.append(th);
    }
    const body = table.createTBody();
    for (const row of rows(place).slice(0, shown)) {
      const tr = body.insertRow();
      for (const name of names) {
        tr.insertCell().textContent = words(row[name]);
      }
    }
    if (rows(place).length > shown) {
      const caption = table.createCaption();
      caption.textContent = 'The first ' + shown + ' of ' + rows(place).length + ' rows; the CSV file has all.';
    }
    return table;
  }

  function addTools(figure) {
    const element = document.getElementById(figure.id);
    const tools = document.createElement('div');
    tools.className = 'tools';
    for (const form of ['CSV', 'SVG', 'PNG']) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = form;
      button.setAttribute('aria-label', 'Save ' + figure.id + ' as ' + form);
      button.addEventListener('click', () => saveAs(figure, form));
      tools.append(button);
    }
    const numbers = document.createElement('details');
    const summary = document.createElement('summary');
    summary.textContent = 'Numbers';
    numbers.append(summary);
    numbers.addEventListener('toggle', () => {
      if (numbers.open && numbers.childElementCount === 1) {
        const scroll = document.createElement('div');
        scroll.className = 'scroll';
        scroll.tabIndex = 0;
        scroll.append(dataTable(figure));
        numbers.append(scroll);
      }
    });
    tools.append(numbers);
    element.append(tools);
  }

  function redraw() {
    for (const view of drawn.values()) {
      view.then(it => it.finalize());
    }
    drawn.clear();
    island.figures.forEach(draw);
  }

  dark.addEventListener('change', redraw);
  const folded = Array.from(document.querySelectorAll('details.long'));
  let unfolded = [];
  window.addEventListener('beforeprint', () => {
    unfolded = folded.filter(it => !it.open);
    unfolded.forEach(it => { it.open = true; });
    if (dark.matches) { // paper is white
      printing = true;
      redraw();
    }
  });
  window.addEventListener('afterprint', () => {
    unfolded.forEach(it => { it.open = false; });
    if (printing) {
      printing = false;
      redraw();
    }
  });

  // What is looked at is drawn first, the rest while nothing else is to do: so that printing finds all.
  const byId = new Map(island.figures.map(figure => [figure.id, figure]));
  const idle = window.requestIdleCallback || (work => setTimeout(work, 50));
  let looked = false;
  const watcher = new IntersectionObserver(async entries => {
    const seen = entries.filter(entry => entry.isIntersecting).map(entry => entry.target);
    seen.forEach(element => watcher.unobserve(element));
    const first = !looked;
    looked = true;
    await Promise.allSettled(seen.map(element => draw(byId.get(element.id))));
    if (first) {
      performance.mark('figures in view');
      idle(drawNext);
    }
  });
  for (const figure of island.figures) {
    addTools(figure);
    watcher.observe(document.getElementById(figure.id));
  }

  function drawNext() {
    const next = island.figures.find(figure => !drawn.has(figure.id));
    if (next) {
      draw(next).finally(() => idle(drawNext));
    } else {
      Promise.allSettled(drawn.values()).then(() => {
        performance.mark('all figures');
        document.documentElement.dataset.drawn = 'all';
      });
    }
  }
})();
