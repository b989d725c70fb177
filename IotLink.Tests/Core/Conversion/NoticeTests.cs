using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Conversion;

public sealed class NoticeTests
{
    private readonly Converting _plant = new();

    [Theory]
    [InlineData("""{"productId":"prod-a","firmware":"1.2.3","name":"Boiler","reporting_period":5}""")]
    [InlineData("""{"device_timestamp":1,"data":{"product_id":"prod-a","firmware_version":"1.2.3","device_name":"Boiler","reporting_period":"5"}}""")]
    public void A_device_announces_itself(string text)
    {
        Assert.Null(_plant.Json(text, MessageRole.ProvisioningComplete));
        var notice = _plant.Notes.Provisioning!;
        Assert.Equal(("hub-1", "prod-a", "1.2.3", "Boiler", 5.0),
            (notice.Device.Value, notice.Product?.Value, notice.Firmware, notice.Name, notice.ReportingPeriod?.TotalSeconds));
        Assert.True(_plant.Batch.Readings.IsEmpty);
    }

    [Fact]
    public void A_hub_announces_its_children()
    {
        Assert.Null(_plant.Json("""{"nodes":[{"device_id":"child-9","role":"EndDevice"},{"device_id":"hub-1"}]}""", MessageRole.ProvisioningComplete));
        Assert.Equal(("child-9", "hub-1"), (_plant.Notes.Topology.Single().Device.Value, _plant.Notes.Topology.Single().Parent.Value));
    }

    [Theory]
    [InlineData("""{"code":"E12","severity":"High","message":"Fan stuck","state":"raised"}""", true)]
    [InlineData("""{"data":{"alert":{"alert_code":"E12","level":"high","description":"Fan stuck"}}}""", true)]
    [InlineData("""{"alerts":[{"error_code":"E12","severity":"high","text":"Fan stuck","active":true}]}""", true)]
    [InlineData("""{"code":"E12","severity":"high","message":"Fan stuck","state":"Cleared"}""", false)]
    [InlineData("""{"data":{"code":"E12","severity":"high","message":"Fan stuck","status":"normal"}}""", false)]
    public void A_device_reports_an_alert(string text, bool raised)
    {
        Assert.Null(_plant.Json(text, MessageRole.AlertReport));
        var alert = Assert.Single(_plant.Notes.Alerts);
        Assert.Equal(("hub-1", "E12", "high", "Fan stuck", raised),
            (alert.Device.Value, alert.Code, alert.Severity, alert.Message, alert.IsRaised));
        Assert.Equal(Converting.Now, alert.Time.Time);
    }

    [Fact]
    public void An_alert_has_the_devices_time()
    {
        Assert.Null(_plant.Json("""{"device_timestamp":"2026-11-23T14:00:00Z","code":7}""", MessageRole.AlertReport));
        Assert.Equal((Converting.Now.AddHours(-1), "7"), (_plant.Notes.Alerts[0].Time.Time, _plant.Notes.Alerts[0].Code));
    }

    [Fact]
    public void What_a_database_could_not_keep_is_left_out_of_texts()
    {
        var smile = "\U0001F600";
        var text = new string('x', MetricsReader.MaxText - 1) + smile;
        Assert.Null(_plant.Json($$"""{"code":"E\u00001","message":"{{text}}"}""", MessageRole.AlertReport));
        Assert.Equal(("E1", text[..^smile.Length]), (_plant.Notes.Alerts[0].Code, _plant.Notes.Alerts[0].Message));
    }

    [Theory]
    [InlineData("{", MessageRole.AlertReport, Reason.JsonMalformed)]
    [InlineData("[]", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("{}", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("""{"code":"\ud800"}""", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("""{"alerts":[1]}""", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("""{"alerts":[]}""", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("""{"code":"E1","device_timestamp":[1]}""", MessageRole.AlertReport, Reason.JsonShape)]
    [InlineData("{\n x", MessageRole.ProvisioningComplete, Reason.JsonMalformed)]
    [InlineData("""{"productId":"prod-b"}""", MessageRole.ProvisioningComplete, Reason.ProductMismatch)]
    [InlineData("""{"nodes":[{"device_id":"a/b"}]}""", MessageRole.ProvisioningComplete, Reason.JsonShape)]
    public void What_says_nothing_is_refused(string text, MessageRole role, string code)
    {
        Assert.Equal(code, _plant.Json(text, role)?.Code);
        Assert.True(_plant.Notes.IsEmpty);
    }
}
