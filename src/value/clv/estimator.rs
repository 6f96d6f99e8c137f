//! The fit of a buy-till-you-die model in linfa's manner.

use std::marker::PhantomData;
use std::sync::Arc;

use linfa::dataset::{AsTargets, DatasetBase};
use ndarray::{Array2, ArrayView1};

use crate::customers::Unit;
use crate::error::{Error, ErrorKind, Result};
use crate::task::complete;

use super::btyd::{BuyTillYouDie, History, Summaries};
use super::fit::{FitTask, Fitted, Likelihood};

/// The settings of a fit, in linfa's manner: checked once, then fitted.
///
/// N is the number of the model's parameters, 4 unless said otherwise.
/// Records are `(n, 3)`: x, `t_x`, T of each customer; weights, if the data
/// set has any, are not used: give a row for each customer.
///
/// ```
/// use linfa::{DatasetBase, traits::Fit};
/// use ndarray::array;
/// use regulars::customers::Unit;
/// use regulars::value::clv::{BgNbd, BtydParams};
///
/// let records = array![[2.0, 30.4, 38.9], [1.0, 1.7, 38.9], [0.0, 0.0, 38.9], [7.0, 29.4, 38.9], [0.0, 0.0, 38.9]];
/// let fitted = BtydParams::<BgNbd>::new(Unit::Week).penalty(0.1).fit(&DatasetBase::from(records)).unwrap();
/// assert!(fitted.fitted().fit.converged);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BtydParams<M, const N: usize = 4>(BtydValidParams<M, N>);

/// Checked [`BtydParams`].
#[derive(Debug, Clone, PartialEq)]
pub struct BtydValidParams<M, const N: usize = 4> {
    unit: Unit,
    penalty: f64,
    model: PhantomData<M>,
}

impl<M, const N: usize> BtydParams<M, N> {
    /// A fit without penalty of times in this unit.
    pub fn new(unit: Unit) -> Self {
        Self(BtydValidParams {
            unit,
            penalty: 0.0,
            model: PhantomData,
        })
    }

    /// The weight of the penalty Σ (ln θᵢ)²; 0 unless set.
    #[must_use]
    pub fn penalty(mut self, penalty: f64) -> Self {
        self.0.penalty = penalty;
        self
    }
}

impl<M, const N: usize> linfa::ParamGuard for BtydParams<M, N> {
    type Checked = BtydValidParams<M, N>;
    type Error = Error;

    fn check_ref(&self) -> Result<&Self::Checked> {
        check_penalty(self.0.penalty)?;
        Ok(&self.0)
    }

    fn check(self) -> Result<Self::Checked> {
        self.check_ref()?;
        Ok(self.0)
    }
}

/// The penalty's weight must not be negative.
pub(super) fn check_penalty(penalty: f64) -> Result<()> {
    if penalty >= 0.0 && penalty.is_finite() {
        return Ok(());
    }
    Err(Error::bad_parameter("penalty", penalty, "it must be 0 or more", "应为 0 或更大"))
}

impl<M, T, const N: usize> linfa::traits::Fit<Array2<f64>, T, Error> for BtydValidParams<M, N>
where
    M: Likelihood<N, Data = Summaries> + 'static,
    T: AsTargets,
{
    type Object = FittedBtyd<M, N>;

    fn fit(&self, dataset: &DatasetBase<Array2<f64>, T>) -> Result<Self::Object> {
        let histories: Vec<History> = dataset
            .records
            .rows()
            .into_iter()
            .enumerate()
            .map(history_of)
            .collect::<Result<_>>()?;
        let data = Summaries::new(&histories, self.unit)?;
        data.check_repeats()?;
        let fitted = complete(Box::new(FitTask::<M, N>::start(Arc::new(data), self.penalty)))?;
        Ok(FittedBtyd { unit: self.unit, fitted })
    }
}

/// A fitted model with the unit of time it was fitted in.
#[derive(Debug, Clone)]
pub struct FittedBtyd<M, const N: usize = 4> {
    unit: Unit,
    fitted: Fitted<M, N>,
}

impl<M: BuyTillYouDie, const N: usize> FittedBtyd<M, N> {
    /// The model and how its fit went.
    pub fn fitted(&self) -> &Fitted<M, N> {
        &self.fitted
    }

    /// P(alive) of each customer given to the summaries.
    ///
    /// # Errors
    /// [`ErrorKind::BadParameter`] when the summaries are in another unit of time.
    pub fn p_alive(&self, data: &Summaries) -> Result<Vec<f64>> {
        self.of_each(data, |history| self.fitted.model.p_alive(history))
    }

    /// Expected purchases of each customer within a horizon.
    ///
    /// # Errors
    /// [`ErrorKind::BadParameter`] when the summaries are in another unit of time.
    pub fn expected_purchases(&self, data: &Summaries, horizon: f64) -> Result<Vec<f64>> {
        self.of_each(data, |history| self.fitted.model.expected_purchases(history, horizon))
    }

    fn of_each(&self, data: &Summaries, of: impl Fn(&History) -> f64) -> Result<Vec<f64>> {
        if data.unit() != self.unit {
            let (own, other) = (self.unit, data.unit());
            return Err(Error::new(
                ErrorKind::BadParameter,
                format!("The model was fitted per {own:?}, but the customers are given per {other:?}. Summarise them in the model's unit."),
                format!("模型按 {own:?} 拟合，而客户数据的时间单位是 {other:?}。请按模型的单位汇总。"),
            ));
        }
        let of_distinct: Vec<f64> = data.distinct().iter().map(of).collect();
        Ok(data.row_of().iter().map(|&row| of_distinct[row as usize]).collect())
    }
}

fn history_of((row, record): (usize, ArrayView1<f64>)) -> Result<History> {
    let [x, t_x, age] = record.to_vec()[..] else {
        return Err(Error::new(
            ErrorKind::BadParameter,
            format!("The records have {} columns, but need three: x, t_x and T.", record.len()),
            format!("记录有 {} 列，但需要三列：x、t_x 与 T。", record.len()),
        ));
    };
    if x < 0.0 || x.fract() != 0.0 || x > f64::from(u32::MAX) {
        return Err(Error::new(
            ErrorKind::BadParameter,
            format!(
                "Customer {} has x = {x}, but repeat purchases are a whole number from 0 on.",
                row + 1
            ),
            format!("第 {} 位客户的 x = {x}，但复购次数应为不小于 0 的整数。", row + 1),
        ));
    }
    // Checked just above to be whole and in range.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let x = x as u32;
    Ok(History { x, t_x, age })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::clv::BgNbd;
    use linfa::ParamGuard;
    use linfa::traits::Fit;

    #[test]
    fn scoring_in_another_unit_is_refused() {
        let histories = [
            History { x: 2, t_x: 5.0, age: 9.0 },
            History { x: 0, t_x: 0.0, age: 9.0 },
            History { x: 1, t_x: 2.0, age: 4.0 },
        ];
        let records = ndarray::array![[2.0, 5.0, 9.0], [0.0, 0.0, 9.0], [1.0, 2.0, 4.0]];
        let model = BtydParams::<BgNbd>::new(Unit::Week)
            .penalty(0.1)
            .fit(&DatasetBase::from(records))
            .unwrap();
        let weeks = Summaries::new(&histories, Unit::Week).unwrap();
        assert_eq!(model.p_alive(&weeks).unwrap()[1], 1.0);
        let purchases = model.expected_purchases(&weeks, 4.0).unwrap();
        assert_eq!(purchases[2], model.fitted().model.expected_purchases(&histories[2], 4.0));
        let days = Summaries::new(&histories, Unit::Day).unwrap();
        assert_eq!(model.p_alive(&days).unwrap_err().kind(), ErrorKind::BadParameter);
    }

    #[test]
    fn linfas_door_checks_its_input() {
        let fit = |records| BtydParams::<BgNbd>::new(Unit::Week).fit(&DatasetBase::from(records));
        assert_eq!(fit(ndarray::array![[1.0, 2.0]]).unwrap_err().kind(), ErrorKind::BadParameter);
        assert_eq!(fit(ndarray::array![[1.5, 2.0, 3.0]]).unwrap_err().kind(), ErrorKind::BadParameter);
        let infinite = BtydParams::<BgNbd>::new(Unit::Week).penalty(f64::INFINITY);
        assert_eq!(infinite.check().unwrap_err().kind(), ErrorKind::BadParameter);
    }
}
