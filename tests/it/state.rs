//! What actions do to the view.

use m21::model::Goal;
use m21::view::{Action, History, Panel, ViewState};

fn goal(n: u8) -> Goal {
    Goal::new(n).unwrap()
}

fn after(actions: &[Action]) -> ViewState {
    actions.iter().cloned().fold(ViewState::default(), |s, a| s.after(a))
}

#[test]
fn the_first_goal_stands_alone_and_the_last_one_out_lights_all() {
    let one = after(&[Action::ToggleGoal(goal(6))]);
    assert_eq!(one.filter.goals.iter().collect::<Vec<_>>(), [goal(6)]);
    let none = after(&[Action::ToggleGoal(goal(6)), Action::ToggleGoal(goal(6))]);
    assert_eq!(none, ViewState::default());
}

#[test]
fn doing_and_undoing_a_filter_comes_back_to_the_same_view() {
    for twice in [
        Action::TogglePartner("va-syd".into()),
        Action::ToggleDistrict("fosie".into()),
        Action::ToggleStation("hyllie".into()),
    ] {
        assert_eq!(after(&[twice.clone(), twice]), ViewState::default());
    }
}

#[test]
fn the_order_of_choices_does_not_show_in_the_view() {
    let a = after(&[
        Action::TogglePartner("white".into()),
        Action::TogglePartner("eon".into()),
    ]);
    let b = after(&[
        Action::TogglePartner("eon".into()),
        Action::TogglePartner("white".into()),
    ]);
    assert_eq!(a, b);
}

#[test]
fn back_closes_cards_and_pages_but_never_peels_filters() {
    assert_eq!(Action::Choose("x".into()).history(), History::Push);
    assert_eq!(Action::Show(Panel::About).history(), History::Push);
    assert_eq!(Action::ToggleGoal(goal(1)).history(), History::Replace);
    assert_eq!(Action::Look(None).history(), History::Replace);
    assert_eq!(Action::Words("tak".into()).history(), History::Replace);
}

#[test]
fn a_cell_of_the_coverage_is_a_goal_in_a_district_on_the_map() {
    let s = after(&[
        Action::ToggleGoal(goal(2)),
        Action::Show(Panel::Coverage),
        Action::ShowCell("oxie".into(), goal(15)),
    ]);
    assert_eq!(s.panel, Panel::Explore);
    assert_eq!(s.filter.districts, ["oxie"]);
    assert_eq!(s.filter.goals.iter().collect::<Vec<_>>(), [goal(15)]);
}
