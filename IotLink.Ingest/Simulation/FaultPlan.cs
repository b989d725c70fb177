using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>Which devices of the plant have which fault, and when it shows.</summary>
internal static class FaultPlan
{
    private const string Any = "";

    /// <summary>A few devices fail together, the next few later: at any time something is wrong somewhere, as in a real plant.</summary>
    private const int AtOnce = 3;
    private const int Waves = 4;

    /// <summary>One in <c>Of</c> devices of the product, the one at <c>At</c>. The first line that fits counts.</summary>
    private static readonly (string Product, int Of, int At, Fault Fault, int FirstSeconds, int LastsSeconds, int EverySeconds)[] Lines =
    [
        ("prod-a", 12, 2, Fault.Overheats, 2, 100, 600),
        ("prod-a", 24, 8, Fault.OverheatsUnheard, 20, 1500, 3600),
        ("prod-a", 24, 20, Fault.Overheats, 240, 120, 900),
        ("prod-a", 24, 5, Fault.DamagesAFrame, 30, 60, 300),
        ("prod-a", 24, 11, Fault.SendsAnUnknownTag, 60, 30, 600),
        ("milesight-am107", 8, 1, Fault.Overheats, 40, 400, 1200),
        ("gt06", 8, 1, Fault.Overheats, 90, 300, 1200),
        ("gt06", 8, 3, Fault.DamagesAFrame, 30, 60, 300),
        (Any, 16, 4, Fault.FallsSilent, 120, 300, 900),
        (Any, 16, 6, Fault.LiesAboutTheTime, 30, 120, 600),
        (Any, 16, 9, Fault.DamagesAFrame, 30, 120, 600),
        (Any, 16, 11, Fault.SendsAnUnknownTag, 45, 60, 600),
        (Any, 16, 14, Fault.ClaimsAnotherProduct, 20, 60, 600),
    ];

    /// <param name="ordinal">0, 1, 2 ... among the devices of the product.</param>
    public static FaultCourse For(ProductId product, int ordinal)
    {
        foreach (var line in Lines)
        {
            if ((line.Product != Any && line.Product != product.Value) || ordinal % line.Of != line.At) continue;
            var every = TimeSpan.FromSeconds(line.EverySeconds);
            return new(line.Fault, TimeSpan.FromSeconds(line.FirstSeconds) + (every / Waves * (ordinal / line.Of / AtOnce)), TimeSpan.FromSeconds(line.LastsSeconds), every);
        }

        return FaultCourse.None;
    }
}
