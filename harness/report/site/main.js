readAddress();
const movie = new Film(film, 1024);
document.getElementById('film').append(movie.element);
startBet(movie);

const panel = new Knobs();
document.getElementById('knobs').append(panel.element, panel.table, panel.sum);
document.getElementById('cuts').append(new Cuts().element);
