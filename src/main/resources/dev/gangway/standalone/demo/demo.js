// Every address is relative, so that the page works below any context path.
"use strict";

const show = (id, text) => {
    document.getElementById(id).textContent = text;
};

const showState = (open) => {
    const state = document.getElementById("state");
    state.textContent = open ? "connected" : "not connected, trying again";
    state.className = open ? "on" : "off";
};

const fetchText = async (address, id) => {
    const response = await fetch(address);
    show(id, response.ok ? await response.text() : `${response.status} from ${address}`);
};

const slider = document.getElementById("number");
let socket;

const ask = () => {
    show("asked", slider.value);
    if (socket.readyState === WebSocket.OPEN) {
        socket.send(`square ${slider.value}`);
    }
};

const receive = (message) => {
    if (message.startsWith("clock ")) {
        show("clock", message.slice("clock ".length));
    } else if (message.startsWith("square ")) {
        const [, number, square] = message.split(" ");
        // an answer to an older question may still arrive while the slider moves
        if (number === slider.value) {
            show("square", square);
        }
    } else if (message.startsWith("seen\n")) {
        show("seen-websocket", message.slice("seen\n".length));
    }
};

const connect = () => {
    const address = new URL("websocket/", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.onopen = () => {
        showState(true);
        ask();
    };
    socket.onmessage = (event) => receive(event.data);
    socket.onclose = () => {
        showState(false);
        setTimeout(connect, 1000);
    };
};

slider.oninput = ask;
connect();
fetchText("rules", "rules");
fetchText("seen", "seen-http");
