namespace IotLink.Tests;

public sealed class HouseTests
{
    [Fact]
    public void An_id_has_one_grammar() =>
        Assert.False(IotLink.Core.Devices.DeviceId.TryParse("a/b", out _));
}
