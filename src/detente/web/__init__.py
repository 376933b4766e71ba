"""The workbench: every case and every chapter in the browser, rendered from what the chapters found."""
