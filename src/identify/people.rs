//! Which attributes tell who a customer is: e-mail, phone, name, address, city, birthday.

use crate::ingest::{self, Role};
use crate::table::{Attribute, AttributeValues, Table};

use super::keys;

/// What an attribute tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trait {
    Email,
    Phone,
    Name,
    Address,
    City,
    Birthday,
}

/// Names of columns without a role, as [`keys::spelling`] makes them: a role is given to one
/// column, and there may be a second phone, and names in two parts.
const NAMES: [(Trait, &str); 5] = [
    (Trait::Email, " email email2 emailaddress 邮箱 邮箱2 电子邮箱 "),
    (
        Trait::Phone,
        " phone phone2 mobile mobile2 mobilephone telephone tel cell 手机 手机号 手机号码 备用手机 电话 联系电话 ",
    ),
    (
        Trait::Name,
        " name fullname firstname lastname surname familyname givenname vorname nachname prenom nom nombre apellido 姓 名 姓名 ",
    ),
    (Trait::Address, " address address2 addressline2 street adresse 地址 街道 详细地址 "),
    (Trait::City, " city town stadt ville ciudad 城市 市 "),
];

/// What an attribute tells of a person, if anything.
pub(crate) fn of(attribute: &Attribute) -> Option<Trait> {
    let day = matches!(attribute.values, AttributeValues::Day(_));
    let told = match attribute.role {
        Some(Role::Email) => Some(Trait::Email),
        Some(Role::Phone) => Some(Trait::Phone),
        Some(Role::Name) => Some(Trait::Name),
        Some(Role::Address) => Some(Trait::Address),
        Some(Role::City) => Some(Trait::City),
        Some(_) => None,
        None if ingest::birthday(&attribute.name) => Some(Trait::Birthday),
        None => {
            let name = format!(" {} ", keys::spelling(&attribute.name));
            NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(told, _)| *told)
        }
    };
    told.filter(|&told| (told == Trait::Birthday) == day)
}

/// The attributes of a table that tell this.
pub(crate) fn those(table: &Table, told: Trait) -> impl Iterator<Item = &Attribute> {
    table.attributes.iter().filter(move |attribute| of(attribute) == Some(told))
}

/// A row's value as text; a whole number without a point, as phone numbers are.
pub(crate) fn text(values: &AttributeValues, row: usize) -> Option<String> {
    match values {
        AttributeValues::Category { .. } => values.text(row).map(str::to_owned),
        AttributeValues::Number(numbers) => Some(numbers[row])
            .filter(|number| !number.is_nan())
            .map(|number| number.to_string()),
        AttributeValues::Day(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_role_and_others_by_name() {
        let texts = || AttributeValues::Category {
            codes: vec![Some(0)],
            levels: vec!["x".into()],
        };
        for (name, role, values, expected) in [
            (
                "contact",
                Some(Role::Phone),
                AttributeValues::Number(vec![13_812_345_679.0]),
                Some(Trait::Phone),
            ),
            ("address", Some(Role::City), texts(), Some(Trait::City)),
            ("phone", Some(Role::Channel), texts(), None),
            ("First name", None, texts(), Some(Trait::Name)),
            ("birthday", None, AttributeValues::Day(vec![None]), Some(Trait::Birthday)),
            ("birthday", None, texts(), None),
            ("city", None, AttributeValues::Day(vec![None]), None),
            ("level", None, texts(), None),
        ] {
            let attribute = Attribute {
                role,
                ..Attribute::new(name, values)
            };
            assert_eq!(of(&attribute), expected, "{name}");
        }
        assert_eq!(
            text(&AttributeValues::Number(vec![13_812_345_679.0]), 0).as_deref(),
            Some("13812345679")
        );
    }
}
