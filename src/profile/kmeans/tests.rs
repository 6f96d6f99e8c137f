use super::*;
use crate::math::{Random, uniform};
use crate::profile::fixtures::{Fixture, close};
use linfa::traits::Predict;
use linfa_clustering::{KMeans as Peer, KMeansInit};
use ndarray::Axis;
use rand_xoshiro::rand_core::SeedableRng;

fn fit(features: &Array2<f64>, params: KMeansParams) -> KMeans {
    params.fit(&DatasetBase::from(features.clone())).unwrap()
}

/// Evenly filled space has many local optima.
fn cloud(seed: u64, rows: usize, dims: usize) -> Array2<f64> {
    let mut random = Random::seed_from_u64(seed);
    Array2::from_shape_fn((rows, dims), |_| uniform(&mut random))
}

#[test]
fn not_worse_than_the_best_of_fifty_starts_of_scikit_learn() {
    for fixture in [Fixture::telco(), Fixture::cdnow()] {
        let features = fixture.scaled();
        for k in 3..=6 {
            let fitted = fit(&features, KMeansParams::new(k));
            let best = fixture.golden["k"][k.to_string()]["inertia"].as_f64().unwrap();
            assert!(fitted.converged);
            assert!(fitted.inertia <= best * 1.000_1, "k = {k}: {} after {best}", fitted.inertia);
        }
    }
}

#[test]
fn scikit_learns_optimum_is_one_here_too() {
    for fixture in [Fixture::telco(), Fixture::cdnow()] {
        let points = Points::new(&fixture.scaled());
        for k in 3..=6 {
            let golden = &fixture.golden["k"][k.to_string()];
            let clusters = golden["clusters"].as_array().unwrap();
            let centres = clusters.iter().flat_map(|cluster| cluster["centroid"].as_array().unwrap());
            let mut lloyd = Lloyd::from_centres(&points, centres.map(|value| value.as_f64().unwrap()).collect()).unwrap();
            lloyd.iterate(&points);
            assert_eq!(lloyd.iterate(&points).changed, 0, "k = {k}");
            close(lloyd.objective(), &golden["inertia"], 1e-12);
            for (group, cluster) in clusters.iter().enumerate() {
                assert_eq!(cluster["size"], lloyd.sizes()[group], "k = {k}");
                for (feature, &found) in lloyd.centre(group).iter().enumerate() {
                    close(found, &cluster["centroid"][feature], 1e-12);
                }
            }
        }
    }
}

#[test]
fn linfa_comes_to_the_same_centres_from_the_same_start() {
    let features = Fixture::telco().scaled().select(Axis(0), &(0..7000).step_by(7).collect::<Vec<_>>());
    let start = features.select(Axis(0), &[3, 500, 900]);
    let peer = Peer::params_with_rng(3, Random::seed_from_u64(1))
        .init_method(KMeansInit::Precomputed(start.clone()))
        .n_runs(1)
        .tolerance(1e-12)
        .max_n_iterations(1000)
        .fit(&DatasetBase::from(features.clone()))
        .unwrap();
    let points = Points::new(&features);
    let mut lloyd = Lloyd::from_centres(&points, start.iter().copied().collect()).unwrap();
    while lloyd.iterate(&points).changed > 0 {}
    for (group, centre) in peer.centroids().rows().into_iter().enumerate() {
        for (ours, theirs) in lloyd.centre(group).iter().zip(centre) {
            assert!((ours - theirs).abs() < 1e-9);
        }
    }
    // Theirs is the mean.
    assert!((lloyd.objective() / 1000.0 - peer.inertia()).abs() < 1e-9);
}

#[test]
fn the_partition_is_a_fixed_point() {
    let features = cloud(5, 500, 3);
    let fitted = fit(&features, KMeansParams::new(6));
    let labels: Vec<usize> = fitted.labels.iter().map(|&label| usize::from(label)).collect();
    assert_eq!(fitted.predict(&features).to_vec(), labels);
    for (group, centroid) in fitted.centroids.rows().into_iter().enumerate() {
        let members: Vec<usize> = (0..500).filter(|&row| labels[row] == group).collect();
        assert_eq!(members.len(), fitted.sizes[group]);
        let mean = features.select(Axis(0), &members).mean_axis(Axis(0)).unwrap();
        assert!(centroid.iter().zip(&mean).all(|(a, b)| (a - b).abs() < 1e-12));
    }
    assert!(fitted.sizes.windows(2).all(|pair| pair[0] >= pair[1]));
    let direct: f64 = features
        .rows()
        .into_iter()
        .zip(&labels)
        .map(|(row, &label)| fitted.distances(&row.to_vec())[label])
        .sum();
    assert!((fitted.inertia - direct).abs() < 1e-9);
}

#[test]
fn a_seed_that_finds_the_same_partition_numbers_it_alike() {
    let fixture = Fixture::telco();
    let features = fixture.scaled();
    let first = fit(&features, KMeansParams::new(4));
    for seed in 2..6 {
        let again = fit(&features, KMeansParams::new(4).seed(seed).starts(4));
        assert!((again.inertia / first.inertia - 1.0).abs() < 1e-9, "seed {seed} stopped elsewhere");
        assert_eq!(again.labels, first.labels, "seed {seed}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let features = cloud(8, 300, 4);
    let params = KMeansParams::new(7).seed(11);
    assert_eq!(fit(&features, params), fit(&features, params));
    assert_ne!(fit(&features, params).starts, fit(&features, params.seed(12)).starts);
}

#[test]
fn equal_customers_share_a_group() {
    for seed in 0..10 {
        // Few values on a grid: ties and repeated rows abound.
        let features = cloud(seed, 200, 2).mapv(|x| (x * 6.0).floor());
        let fitted = fit(&features, KMeansParams::new(5).seed(seed));
        for (row, &label) in features.rows().into_iter().zip(&fitted.labels) {
            assert_eq!(label, fitted.nearest(&row.to_vec()));
        }
        let direct: f64 = Points::new(&features)
            .rows()
            .map(|row| fitted.distances(row).into_iter().fold(f64::INFINITY, f64::min))
            .sum();
        assert!((fitted.inertia - direct).abs() < 1e-9);
    }
}

#[test]
fn as_many_groups_as_customers() {
    let features = cloud(2, 9, 2);
    let fitted = fit(&features, KMeansParams::new(9));
    assert_eq!((fitted.inertia, &fitted.sizes[..]), (0.0, &[1; 9][..]));
    let one = fit(&features, KMeansParams::new(1));
    assert!((one.inertia - Points::new(&features).scatter()).abs() < 1e-12);
}
