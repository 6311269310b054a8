"""SM-1.4: the kinds of guarantee, in the order of the document."""

GUARANTEES = ("用地", "规划", "环评", "能评", "林地", "水", "电", "气", "路", "网", "资金", "融资", "材料运输")
