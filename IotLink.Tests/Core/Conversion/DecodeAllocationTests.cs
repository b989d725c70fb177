using IotLink.Core.Products;

namespace IotLink.Tests.Core.Conversion;

public sealed class DecodeAllocationTests
{
    [Theory]
    [InlineData("prod-a.spec.yaml", "014e0204b0030900040f", 0)]
    [InlineData("milesight-am107.spec.yaml", "01755c03673401046865056a4900", 85)]
    [InlineData("dragino-lgt92.spec.yaml", "015a785406cf33d80d2060004b0190", 2)]
    [InlineData("micropelt-mlr003.spec.yaml", "3acad4f3a1218b03eb503a", 1)]
    public void Decoding_allocates_nothing(string file, string hex, int fPort)
    {
        var spec = Specs.Catalogue(file);
        var values = new MetricValues(spec.Schema);
        var payload = Convert.FromHexString(hex);
        for (var i = 0; i < 100; i++) Assert.Null(spec.Decode(payload, fPort, values, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) spec.Decode(payload, fPort, values, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
