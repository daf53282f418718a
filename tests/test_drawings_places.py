"""The map, the neighbourhood and the landscape: everything in its place, and no name over another."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import BOUNDS, ISLAND, TITLE, of_class, texts, tree, words
from mkg.drawings.coast import City, Plane, coast_map
from mkg.drawings.labels import Label
from mkg.drawings.landscape import BAND, HEIGHT, SMALLEST, Band, Region, areas, landscape, squarified
from mkg.drawings.naming import Dot, cross, named, touches
from mkg.drawings.neighbourhood import Group, Node, Picture, halves, neighbourhood
from mkg.drawings.placing import Box, around, free
from mkg.drawings.svg import SCREEN, TONES

VIEW = Box(0, 0, SCREEN, 380)
names = st.sampled_from(["Rabat", "Casablanca", "الدار البيضاء", "Fès", "Beni Mellal", "ⵟⴰⵏⵊⴰ", "Mohammédia"])
dots = st.builds(
    lambda name, x, y, radius: Dot(Label(name), x, y, radius),
    names,
    st.floats(0, SCREEN),
    st.floats(0, 380),
    st.floats(2, 10),
)
sizes = st.lists(st.integers(1, 500), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(dots, max_size=14))
def test_no_name_on_the_map_meets_another_name_a_dot_or_a_line(found: list[Dot]) -> None:
    placed = named(found, VIEW)

    for name in placed:
        assert VIEW.holds(name.target)
        assert free(name.text, (dot.box for dot in found if dot is not name.dot))
    for one, other in combinations(placed, 2):
        assert not one.target.meets(other.target)
        assert not touches(one.thread, other.text)
        assert not touches(other.thread, one.text)
        assert not cross(one.thread, other.thread)


def test_a_lonely_dot_has_its_name_beside_it() -> None:
    (name,) = named([Dot(Label("Rabat"), 100, 100, 5)], VIEW)

    assert (name.x, name.y, name.reach, name.threaded) == (109, 100, "right", False)


def test_a_name_that_seems_another_dot_s_is_written_far_off() -> None:
    crowd = [Dot(Label("Rabat"), 100, 100, 6), *(Dot(Label(""), 100 + x, 100 + y, 3) for x, y in AROUND)]
    name = named(crowd, VIEW)[0]

    assert name.threaded
    assert not any(touches(name.thread, dot.box) for dot in crowd[1:])


AROUND = [(-14, -12), (0, -16), (14, -12), (-14, 12), (0, 16), (14, 12), (14, 0)]


def test_the_first_dots_have_their_names_where_there_is_no_room_for_all() -> None:
    crowd = [Dot(Label("first"), 10, 12, 3), Dot(Label("other"), 10, 28, 3)]

    assert [name.dot.label.value for name in named(crowd, Box(0, 0, 60, 40))] == ["first"]
    assert [name.dot.label.value for name in named(crowd[::-1], Box(0, 0, 60, 40))] == ["other"]


def test_lines_that_cross_and_lines_that_touch_are_told() -> None:
    assert cross(((0, 0), (10, 10)), ((0, 10), (10, 0)))
    assert not cross(((0, 0), (10, 10)), ((20, 10), (30, 0)))
    assert touches(((0, 0), (100, 100)), Box(48, 48, 52, 52))
    assert not touches(((0, 0), (100, 100)), Box(60, 10, 80, 30))


def test_a_map_is_true_to_its_bounds() -> None:
    plane = Plane((-10, 30, 0, 40))
    west, north = plane.at(-10, 40)
    east, south = plane.at(0, 30)

    assert west < 0 < SCREEN < east
    assert north < 0 < plane.height < south
    # A degree of latitude is longer than one of longitude by the cosine of the middle latitude, 35°.
    assert (south - north) / (east - west) == pytest.approx(1 / 0.8192, abs=0.001)


def test_cities_are_dots_as_large_as_their_sizes_and_outsiders_are_left_out() -> None:
    cities = [City(Label("A"), -7, 32, 100), City(Label("B"), -9, 30, 25), City(Label("far"), 2, 48, 100)]
    root = tree(coast_map([ISLAND], cities, prefix="m", title=TITLE, bounds=BOUNDS))

    radii = [float(dot.get("r", 0)) for dot in of_class(root, "dot")]
    assert radii == [10, 5]
    assert texts(root) == ["A", "B"]


def test_land_is_a_path_without_points_that_do_not_show() -> None:
    crumb = [[-7, 33], [-7.0001, 33.0001], [-7, 33]]
    fine = [*ISLAND[:2], [-6.00001, 30.00001], *ISLAND[2:]]
    root = tree(coast_map([fine, crumb], [], prefix="m", title=TITLE, bounds=BOUNDS))

    path = of_class(root, "land")[0].get("d", "")
    assert path.count("M") == path.count("Z") == 1
    assert path.count("L") == len(ISLAND) - 1


def neighbour(group: int, number: int) -> Node:
    return Node(f"{group}-{number}", Label(f"{NAMES[number % 3]} {number}"))


def groups_of(*counts: int) -> list[Group]:
    return [
        Group(
            Label(f"group {number}"),
            [Node(f"{number}-{n}", Label(f"{NAMES[n % 3]} {n}")) for n in range(count)],
            tone,
        )
        for number, (count, tone) in enumerate(zip(counts, TONES, strict=False))
    ]


NAMES = ["National School of Applied Sciences of Al Hoceima", "Rabat", "المدرسة الوطنية للعلوم التطبيقية"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5).filter(any), st.booleans())
def test_no_two_names_of_a_neighbourhood_meet(counts: list[int], rtl: bool) -> None:  # noqa: FBT001 hypothesis gives it
    picture = Picture(TITLE, [group for group in groups_of(*counts) if group.nodes], rtl=rtl)
    boxes = [picture.box(row) for row in picture.rows]

    assert all(Box(0, 0, SCREEN, picture.height).holds(box.grown(-0.01)) for box in boxes)
    assert not any(one.grown(-0.01).meets(other) for one, other in combinations(boxes, 2))
    assert len(picture.at) == sum(counts)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_no_neighbour_is_lost_between_the_sides_and_no_group_is_without_its_name(counts: list[int]) -> None:
    sides = halves(groups_of(*counts))
    found = [row.node.key for side in sides for row in side if row.node]

    assert found == [node.key for group in groups_of(*counts) for node in group.nodes]
    for side in sides:
        assert not side or side[0].node is None
        assert all(one.node or (other.node and other.group is one.group) for one, other in pairwise(side))
        assert not side or side[-1].node


def test_a_neighbourhood_begins_where_reading_does() -> None:
    for rtl in (False, True):
        root = tree(neighbourhood(TITLE, groups_of(3, 3), prefix="n", title=TITLE, rtl=rtl))
        first, *_, last = [float(dot.get("cx", 0)) for dot in of_class(root, "mark")]
        assert (first > SCREEN / 2 > last) == rtl
        assert (first < SCREEN / 2 < last) != rtl


def test_rays_and_ties_have_the_colours_and_ends_of_their_neighbours() -> None:
    edges = [("0-0", "1-1"), ("0-0", "nobody"), ("0-1", "0-1")]
    root = tree(neighbourhood(TITLE, groups_of(2, 2), prefix="n", title=TITLE, edges=edges))

    rays = [ray.get("class", "") for ray in of_class(root, "ray")]
    assert rays == ["ray tone-teal"] * 2 + ["ray tone-blue"] * 2
    (tie,) = of_class(root, "tie")
    ends = [(float(dot.get("cx", 0)), float(dot.get("cy", 0))) for dot in of_class(root, "mark")]
    assert tie.get("d", "").startswith(f"M{ends[0][0]:.1f} {ends[0][1]:.1f}")
    assert tie.get("d", "").endswith(f"{ends[3][0]:.1f} {ends[3][1]:.1f}")


@given(sizes, st.floats(50, 500), st.floats(50, 500))
def test_shares_are_as_their_sizes_and_fill_the_box(sizes: list[int], wide: float, high: float) -> None:
    box = Box(10, 20, 10 + wide, 20 + high)
    shares = squarified(sizes, box)

    for size, share in zip(sizes, shares, strict=True):
        assert share.width * share.height == pytest.approx(wide * high * size / sum(sizes), rel=1e-6)
        assert box.grown(1e-6).holds(share)
    assert not any(one.grown(-1e-6).meets(other.grown(-1e-6)) for one, other in combinations(shares, 2))


@given(sizes)
def test_each_area_has_room_for_a_finger_and_the_rest_are_named_in_a_band(sizes: list[int]) -> None:
    regions = [Region(Label(f"topic {index}"), size) for index, size in enumerate(sizes)]
    shares = areas(regions, Box(0, 0, SCREEN, HEIGHT), Region(TITLE, 0, "/up"))

    kept = [region for region, _ in shares if not isinstance(region, Band)]
    bands = [region for region, _ in shares if isinstance(region, Band)]
    assert len(bands) == (len(kept) < len(regions))
    assert sum(region.size for region in kept + bands) == sum(sizes)
    assert [region.size for region in kept] == sorted(sizes, reverse=True)[: len(kept)]
    for region, box in shares:
        assert box.width >= SMALLEST[0]
        assert box.height >= (BAND if isinstance(region, Band) else SMALLEST[1]) - 1e-9
    assert all(f"+{len(regions) - len(kept)}: " in band.label.value and band.href == "/up" for band in bands)


def test_topics_lie_within_theirs_and_mirrored_from_the_right() -> None:
    inner = [Region(words("تعلّم", "ar"), 5, "/topic/a"), Region(Label("Vision"), 3, "/topic/b")]
    regions = [Region(Label("AI"), 9, "/topic/ai", inner), Region(Label("Other"), 2)]
    plain, mirrored = (tree(landscape(regions, prefix="l", title=TITLE, rtl=rtl)) for rtl in (False, True))

    for one, other in zip(plain.iter("rect"), mirrored.iter("rect"), strict=True):
        left, wide = float(one.get("x", 0)), float(one.get("width", 0))
        assert float(other.get("x", 0)) == pytest.approx(SCREEN - left - wide, abs=0.02)
        assert (one.get("y"), one.get("height")) == (other.get("y"), other.get("height"))
    assert [link.get("href") for link in plain.iter("a")] == ["/topic/ai", "/topic/a", "/topic/b"]
    assert texts(plain) == ["AI", "9", "تعلّم", "5", "Vision", "3", "Other", "2"]


def test_what_has_nothing_in_it_has_no_area() -> None:
    root = tree(landscape([Region(Label("full"), 1), Region(Label("empty"), 0)], prefix="l", title=TITLE))

    assert texts(root) == ["full", "1"]
    assert landscape([Region(Label("empty"), 0)], prefix="l", title=TITLE) == ""


def test_boxes_meet_where_they_share_more_than_an_edge() -> None:
    box = Box(0, 0, 10, 10)

    assert box.meets(Box(9, 9, 20, 20))
    assert not box.meets(Box(10, 0, 20, 10))
    assert box.holds(Box(0, 0, 10, 10))
    assert not box.holds(Box(5, 5, 11, 6))
    assert box.with_(Box(20, -5, 30, 5)) == Box(0, -5, 30, 10)
    assert Box(0, 0, 10, 10).mirrored(100) == Box(90, 0, 100, 10)
    assert [around(50, 50, reach, 20, 10).left for reach in ("left", "middle", "right")] == [30, 40, 50]
