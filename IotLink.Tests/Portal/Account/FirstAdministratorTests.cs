using IotLink.Portal.Account;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Portal.Account;

public sealed class FirstAdministratorTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_link_works_once()
    {
        var first = new FirstAdministrator(_time);
        var token = first.Issue();

        Assert.True(first.TryTake(token));
        Assert.False(first.TryTake(token));
    }

    [Fact]
    public void A_link_is_dead_after_an_hour()
    {
        var first = new FirstAdministrator(_time);
        var token = first.Issue();
        _time.Advance(FirstAdministrator.Lifetime);

        Assert.False(first.IsValid(token));
        Assert.False(first.TryTake(token));
    }

    [Fact]
    public void Only_the_newest_link_works_and_a_guess_never()
    {
        var first = new FirstAdministrator(_time);
        var older = first.Issue();
        var newer = first.Issue();

        Assert.False(first.IsValid(older));
        Assert.False(first.IsValid(new string('0', 64)));
        Assert.False(first.IsValid(null));
        Assert.True(first.IsValid(newer));
    }

    [Fact]
    public void A_link_given_back_works_again()
    {
        var first = new FirstAdministrator(_time);
        var token = first.Issue();
        first.TryTake(token);
        first.GiveBack(token);

        Assert.True(first.TryTake(token));
    }
}
