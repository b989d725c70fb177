using IotLink.Core.Conversion;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Seeds;
using IotLink.Ingest.Simulation;

namespace IotLink.Tests.Ingest.Simulation;

public sealed class PlantModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    private static readonly DeviceId Some = DeviceId.Parse("20B10001", null);

    /// <summary>Products of the plant whose specs the catalogue has.</summary>
    public static TheoryData<string> Catalogued =>
        new(from document in ProductCatalog.ReadAll()
            where document.Spec is { } spec && PlantModel.Find(spec.Product) is not null
            select document.Spec!.Product.Value);

    [Theory]
    [MemberData(nameof(Catalogued))]
    public void A_products_frames_say_to_its_spec_what_the_model_means(string product)
    {
        var spec = ProductCatalog.ReadAll().Select(d => d.Spec).Single(s => s?.Product.Value == product)!;
        var compiled = CompiledSpec.Compile(spec, new(spec.Product));
        var model = PlantModel.Find(spec.Product)!;
        foreach (var frame in model.Frames)
        {
            var values = new MetricValues(compiled.Schema);
            var payload = Delivered(frame.Fill(Now, Middle), spec, model);
            Assert.Null(compiled.Decode(payload.Span, model.FPort, values, out var marks));
            Assert.Equal(default, marks);
            foreach (var (name, expected) in frame.Metrics(Middle))
            {
                Assert.True(compiled.Schema.TryGetSlot(name, out var slot), $"The spec has no '{name}'.");
                Assert.InRange(values.NumberAt(slot), expected - (Math.Abs(expected) * 0.01) - 0.001, expected + (Math.Abs(expected) * 0.01) + 0.001);
            }
        }
    }

    [Theory]
    [InlineData("prod-a")]
    [InlineData("gt06")]
    [InlineData("gator-m508")]
    public void A_TCP_device_is_known_by_its_first_frame(string product)
    {
        var device = DemoPlant.MasterData().Devices.First(d => d.Product.Value == product && d.Hub is null && !d.Id.Value.StartsWith("hub", StringComparison.Ordinal));
        var model = PlantModel.Find(device.Product)!;
        var framing = ProductCatalog.ReadAll().Select(d => d.Spec).Single(s => s?.Product == device.Product)!.Framing!;
        var first = model.Tcp!.Login?.Invoke(device.Id) ?? model.Tcp.Wrap(device.Id, model.Frames[0].Fill(Now, Middle), 0);
        var frame = new FrameScanner(framing).ReadOne(first);
        Assert.Null(frame.Refusal);
        Assert.Null(FrameIdentity.Read(framing.Identity, frame.Payload.Span, out var found));
        Assert.Equal(device.Id, found);
    }

    [Fact]
    public void Every_product_of_the_demo_plant_has_a_model() =>
        Assert.All(DemoPlant.MasterData().Devices.Select(d => d.Product).Distinct(), product => Assert.NotNull(PlantModel.Find(product)));

    [Fact]
    public void The_plant_shows_every_fault_and_every_wire()
    {
        var fleet = new Fleet(DemoPlant.MasterData().Devices);
        Assert.Equal(Enum.GetValues<Fault>().Order(), fleet.Devices.Select(d => d.Fault).Distinct().Order());
        Assert.Equal(Enum.GetValues<Wire>().Order(), fleet.Devices.Select(d => d.Wire).Distinct().Order());
    }

    [Fact]
    public void An_overheating_boiler_passes_80_degrees_and_recovers()
    {
        var boiler = new Fleet(DemoPlant.MasterData().Devices).Devices.First(d => d.Fault == Fault.Overheats && d.Wire == Wire.Tcp);
        var course = Enumerable.Range(0, 240).Select(s => TempOf(boiler, TimeSpan.FromSeconds(s))).ToList();
        Assert.True(course[0] < 80 && course.Max() > 80 && course[^1] < 80, string.Join(' ', course));
    }

    [Fact]
    public void The_same_plant_at_the_same_time_says_the_same()
    {
        var (one, other) = (new Fleet(DemoPlant.MasterData().Devices), new Fleet(DemoPlant.MasterData().Devices));
        foreach (var (a, b) in one.Devices.Zip(other.Devices))
            Assert.Equal(a.Compose(Now, TimeSpan.FromMinutes(3), 7, []).Bytes, b.Compose(Now, TimeSpan.FromMinutes(3), 7, []).Bytes);
    }

    /// <summary>What the TCP gateway hands over of a frame; other channels hand it over as it is.</summary>
    private static ReadOnlyMemory<byte> Delivered(byte[] body, ProductSpec spec, ProductModel model) => model.Tcp is { } tcp
        ? new FrameScanner(spec.Framing!).ReadOne(tcp.Wrap(Some, body, 1)).Payload
        : body;

    private static double Middle(string name, Signal signal) => (signal.Low + signal.High) / 2;

    /// <summary>Length, tag 01 and the value lead a frame of product A.</summary>
    private static int TempOf(SimulatedDevice boiler, TimeSpan running) => boiler.Compose(Now + running, running, 0, []).Bytes[3];
}
