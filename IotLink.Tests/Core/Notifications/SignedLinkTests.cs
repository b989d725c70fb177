using System.Security.Cryptography;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Notifications;

public sealed class SignedLinkTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly SignedLink Link = new("A0-1-abc", "kim", Plant.Noon.AddHours(1));

    [Fact]
    public void A_link_says_again_what_it_was_made_for() => Assert.Equal(Link, SignedLink.Read(Link.ToToken(Key), Key, Plant.Noon));

    [Fact]
    public void It_ends_at_its_time_and_holds_only_for_its_key()
    {
        Assert.Null(SignedLink.Read(Link.ToToken(Key), Key, Link.Until));
        Assert.Null(SignedLink.Read(Link.ToToken(Key), RandomNumberGenerator.GetBytes(32), Plant.Noon));
    }

    [Fact]
    public void No_changed_character_passes()
    {
        var token = Link.ToToken(Key);
        for (var i = 0; i < token.Length; i++)
        {
            var forged = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            // The last character of base64 carries bits that say nothing.
            if (SignedLink.Read(forged, Key, Plant.Noon) is { } read) Assert.Equal(Link, read);
            if (i < token.IndexOf('.', StringComparison.Ordinal)) Assert.Null(SignedLink.Read(forged, Key, Plant.Noon));
        }

        Assert.All(["", ".", "a.b", "%%.%%", new string('A', 2000), null!], bad => Assert.Null(SignedLink.Read(bad, Key, Plant.Noon)));
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(5, 240)]
    [InlineData(9, 3600)]
    public void Attempts_come_further_apart(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPlan.After(attempts));

    [Fact]
    public void And_end() => Assert.Null(RetryPlan.After(RetryPlan.MostAttempts));

    [Theory]
    [InlineData("010-1234-5678", "+821012345678")]
    [InlineData("+82 10 1234 5678", "+821012345678")]
    [InlineData(" ", null)]
    public void Korean_numbers_take_the_form_carriers_want(string typed, string? number) => Assert.Equal(number, ContactPoints.Normalised(typed));
}
