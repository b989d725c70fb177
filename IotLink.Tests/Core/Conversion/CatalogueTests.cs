using IotLink.Core.Conversion;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Conversion;

public sealed class CatalogueTests
{
    public static TheoryData<string> Files => [.. ProductCatalog.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_spec_of_the_catalogue_passes_its_own_tests(string file)
    {
        var spec = Specs.Catalogue(file);
        var red = SpecTests.Run(spec).Where(r => !r.Passed).Select(r => $"{r.Test.Name}: {string.Join("; ", r.Faults)}");
        Assert.True(!red.Any(), string.Join("\n", red));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_spec_of_the_catalogue_shows_what_it_takes_and_what_it_refuses(string file)
    {
        var spec = Specs.Catalogue(file).Spec;
        Assert.Contains(spec.Tests, t => t.Refuse is null);
        Assert.Contains(spec.Tests, t => t.Refuse is not null);
        Assert.NotEmpty(spec.Metrics);
        Assert.Equal(file, $"{spec.Product.Value}.spec.yaml");
    }

    [Fact]
    public void A_test_that_expects_the_wrong_thing_is_red()
    {
        var spec = Specs.OfSeq("""
            seq: [{id: a, type: u1}, {id: b, type: u1, if: _left >= 1}]
            tests:
              - {hex: "01", expect: {a: 2}}
              - {hex: "01", expect: {}}
              - {hex: "01", expect: {a: 1, b: 2}}
              - {hex: "01", expect: {a: "1"}}
              - {hex: "01", expect: {a: 1}, stops: true}
              - {hex: "01", refuse: spec.no_match}
              - {hex: "", expect: {}}
              - {hex: "", refuse: spec.no_match}
            """);
        Assert.All(SpecTests.Run(spec), r => Assert.False(r.Passed, r.Test.Place.Path));
    }

    [Fact]
    public void A_test_that_expects_the_right_thing_is_green()
    {
        var spec = Specs.OfSeq("""
            seq: [{id: a, type: u1}, {id: b, type: u1, if: _left >= 1}]
            tests:
              - {hex: "01", expect: {a: 1, b: null}}
              - {hex: "01 02", expect: {b: 2}, partial: true}
              - {hex: "", refuse: spec.out_of_data}
            """);
        Assert.All(SpecTests.Run(spec), r => Assert.True(r.Passed, string.Join("; ", r.Faults)));
    }

    [Fact]
    public void A_test_looks_at_samples_and_at_the_time()
    {
        const string Seq = "seq: [{id: at, type: datetime(unix), hidden: true, event-time: true}, {metric: v, type: u1, repeat: eos, samples: {step: 60}}]\ntests:\n  - ";
        Assert.True(Run("{hex: 60c88690 01 02, expect: {}, samples: [{v: 1}, {v: 2}], time: 2021-06-15T10:53:04Z}"));
        Assert.False(Run("{hex: 60c88690 01 02, expect: {}, samples: [{v: 1}]}"));
        Assert.False(Run("{hex: 60c88690 01 02, expect: {}, samples: [{v: 1}, {v: 3}]}"));
        Assert.False(Run("{hex: 60c88690 01, expect: {}, time: 2021-06-15T10:53:05Z}"));

        static bool Run(string test) => Assert.Single(SpecTests.Run(Specs.OfSeq(Seq + test))).Passed;
    }

    [Fact]
    public void Each_of_two_tests_stands_alone()
    {
        var spec = Specs.OfSeq("""
            seq: [{id: a, type: u1}]
            tests:
              - {hex: "01", expect: {a: 1}}
              - {hex: "02", expect: {a: 2}}
            """);
        Assert.All(SpecTests.Run(spec), r => Assert.True(r.Passed, string.Join("; ", r.Faults)));
    }
}
