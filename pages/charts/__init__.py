"""Charts as inline SVG made at build time: pure functions, legible in light and dark, no script, no plotting library.

A chart is at most 480 units wide, so that its text stays readable on a phone. Colours are classes whose values the
style sheet sets. The numbers stand in a table beside each chart.
"""
