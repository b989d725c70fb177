using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Messages;

public sealed class OwnTopicsTests
{
    [Theory]
    [InlineData("iotlink/dev/nohub/dev1/#", true)]
    [InlineData("iotlink/dev/hub9/dev1/+/sub/#", true)]
    [InlineData("iotlink/+/+/dev1/event/pub/control_request/json", true)]
    [InlineData("iotlink/dev/dev1/#", true)]
    [InlineData("iotlink/dev/dev1/+/event/#", true)]
    [InlineData("iotlink/dev/dev1/child1/#", true)]
    [InlineData("iotlink/dev/dev1/stranger/#", false)]
    [InlineData("iotlink/dev/nohub/dev2/#", false)]
    [InlineData("iotlink/dev/nohub/+/event/#", false)]
    [InlineData("iotlink/dev/+/#", false)]
    [InlineData("iotlink/dev/#", false)]
    [InlineData("iotlink/#", false)]
    [InlineData("#", false)]
    [InlineData("+/dev/nohub/dev1/#", false)]
    [InlineData("other/dev/nohub/dev1/#", false)]
    [InlineData("iotlink/dev/nohub", false)]
    [InlineData("iotlink/dev/nohub/dev1/#/more", false)]
    [InlineData("iotlink/dev/nohub/dev1/a+/b", false)]
    [InlineData("$share/group/iotlink/dev/nohub/dev1/#", false)]
    [InlineData("$aws/things/dev1/shadow/update/delta", true)]
    [InlineData("$aws/things/dev1/shadow/name/+/get/+", true)]
    [InlineData("$aws/things/dev1/jobs/$next/get/+", true)]
    [InlineData("$aws/things/dev1/#", true)]
    [InlineData("$aws/things/child1/shadow/#", true)]
    [InlineData("$aws/things/stranger/shadow/#", false)]
    [InlineData("$aws/things/+/shadow/#", false)]
    [InlineData("$aws/things/dev1", false)]
    [InlineData("$aws/things/dev10/shadow/get", false)]
    [InlineData("$aws/+/dev1/shadow/get", false)]
    [InlineData("$aws/#", false)]
    [InlineData("$aws/things/dev1/#/get", false)]
    [InlineData("$aws/things/dev1/shadow/up+", false)]
    [InlineData("$aws/events/job/j/completed", false)]
    [InlineData("", false)]
    public void A_filter_stays_under_the_devices_own_topics(string filter, bool own) => Assert.Equal(own, Of("dev1").Covers(filter));

    [Theory]
    [InlineData("iotlink/dev/nohub/dev1/periodic/pub/telemetry/json", true)]
    [InlineData("iotlink/dev/dev1/child1/periodic/pub/telemetry/json", true)]
    [InlineData("iotlink/dev/nohub/child1/periodic/pub/telemetry/json", false)]
    [InlineData("iotlink/dev/dev1/stranger/periodic/pub/telemetry/json", false)]
    [InlineData("iotlink/dev/nohub/dev2/periodic/pub/telemetry/json", false)]
    [InlineData("iotlink/dev/nohub/dev1/event/sub/telemetry/json", false)]
    [InlineData("iotlink/dev/nohub/dev1/event/pub/control_request/json", false)]
    public void A_device_publishes_for_itself_and_its_children(string text, bool allowed)
    {
        Assert.True(Topic.TryParse(text, out var topic, out _));
        Assert.Equal(allowed ? null : Reason.TopicForbidden, Of("dev1").CheckPublish(topic)?.Code);
    }

    private static OwnTopics Of(string device) => new(DeviceId.Parse(device, null), new OneHub());

    private sealed class OneHub : IDeviceRegistry
    {
        public Device? Find(DeviceId id) => null;

        public CustomerId? OwnerOf(DeviceId id) => null;

        public bool IsChild(DeviceId hub, DeviceId child) => (hub.Value, child.Value) == ("dev1", "child1");

        public int ChildrenOf(DeviceId hub) => 1;

        public bool Verify(DeviceId id, string secret) => false;

        public Task RefreshAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
