using IotLink.Core.Rules;
using IotLink.Portal.Features.Devices;

namespace IotLink.Tests.Portal.Devices;

public sealed class DeviceConditionTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(5, null, DeviceCondition.Normal)]
    [InlineData(30, null, DeviceCondition.Normal)]
    [InlineData(31, null, DeviceCondition.Disconnected)]
    [InlineData(5, Severity.Medium, DeviceCondition.Attention)]
    [InlineData(5, Severity.Low, DeviceCondition.Normal)]
    [InlineData(5, Severity.High, DeviceCondition.Alarm)]
    [InlineData(500, Severity.Critical, DeviceCondition.Alarm)]
    public void A_device_is_as_bad_as_its_worst_news(int secondsSilent, Severity? worst, DeviceCondition expected) =>
        Assert.Equal(expected, DeviceConditions.Of(Period, TimeSpan.FromSeconds(secondsSilent), worst));

    [Fact]
    public void A_device_that_never_spoke_is_not_called_disconnected() =>
        Assert.Equal(DeviceCondition.NeverSeen, DeviceConditions.Of(Period, null, null));
}
