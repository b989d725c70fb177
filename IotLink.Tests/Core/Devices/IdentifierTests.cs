using IotLink.Core.Devices;

namespace IotLink.Tests.Core.Devices;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("prod-a-0137")]
    [InlineData("353376110023196")]
    [InlineData("hub_1:child")]
    public void An_id_is_made_of_what_a_thing_name_may_hold(string text)
    {
        Assert.True(DeviceId.TryParse(text, out var id));
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("장비")]
    [InlineData("../etc")]
    public void Anything_else_is_not_an_id(string text) => Assert.False(DeviceId.TryParse(text, out _));

    [Fact]
    public void An_id_is_128_characters_at_most()
    {
        Assert.True(DeviceId.TryParse(new string('a', 128), out _));
        Assert.False(DeviceId.TryParse(new string('a', 129), out _));
    }
}
