/** Every style of the page, in order. */
import "./app/theme.css";
import "./app/base.css";
import "./app/shell.css";
import "./components/view.css";
import "./components/messages.css";
import "./components/controls.css";
import "./components/figure.css";
import "./components/table.css";
import "./components/worksheet.css";
import "./components/layers.css";
import "./selection/selection.css";
import "./views/views.css";
import "./app/print.css";
