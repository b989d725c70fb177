using IotLink.Core;
using IotLink.Core.Adapters;
using IotLink.Core.Adapters.Aws.Iot;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Health;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Core.Adapters;

public sealed class CloudSetupTests
{
    [Theory]
    [InlineData("aws")]
    [InlineData("Aws")]
    public async Task One_word_gives_shadows_jobs_and_messages_to_AWS(string word)
    {
        using var folder = new TempFolder();
        await using var services = Services(("Storage:Folder", folder.Path), ("Devices:Cloud", word), ("Aws:Region", "eu-central-1"));

        Assert.IsType<AwsShadows>(services.GetRequiredService<IShadows>());
        Assert.IsType<AwsJobs>(services.GetRequiredService<IJobs>());
        Assert.IsType<AwsPublisher>(services.GetRequiredService<IThingPublisher>());
        Assert.Contains(services.GetServices<IPart>().OfType<AwsIotHealth>(), part => part.Status.Part == "aws-iot");
    }

    [Theory]
    [InlineData("Devices:Cloud", "azure", "must be Embedded or Aws (was 'azure')")]
    [InlineData("Devices:Cloud", "7", "must be Embedded or Aws")]
    [InlineData("Aws:Iot:DataEndpoint", "iot.example.com", "Aws:Iot:DataEndpoint must be an address")]
    [InlineData("Aws:Iot:Timeout", "00:00:00", "Aws:Iot:Timeout must be 1 second to 1 minute")]
    [InlineData("Aws:Iot:Attempts", "0", "Aws:Iot:Attempts must be 1 to 10 (was 0)")]
    public void A_word_or_value_that_is_none_is_told_with_its_key(string key, string value, string said)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Services(("Devices:Cloud", "aws"), (key, value)));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_job_on_AWS_says_which_execution_it_is()
    {
        var name = AwsJobName.Of("fw_2-back", "dev-1", 12);

        Assert.Equal(("fw_2-back", 12), AwsJobName.Read(name));
        Assert.NotEqual(name, AwsJobName.Of("fw_2-back", "dev-2", 12));
        Assert.True(AwsJobName.Of(new string('a', AwsJobName.LongestJobId), "dev-1", 999).Length <= 64);
        Assert.Throws<ArgumentException>(() => AwsJobName.Of(new string('a', AwsJobName.LongestJobId + 1), "dev-1", 1));
        Assert.Equal(("somebody-elses", null), AwsJobName.Read("somebody-elses"));
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var last = settings.GroupBy(s => s.Key).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(last).Build();
        return new ServiceCollection().AddLogging().AddIotLinkCore().AddStorage(configuration).AddDeviceCloud(configuration).BuildServiceProvider();
    }
}
